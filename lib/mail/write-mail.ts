import { createTranslator } from "use-intl/core";
import type { NoticeDto } from "#lib/contracts/notices.ts";
import { formatMoney, parseMoney } from "#lib/domain/money.ts";
import { DEFAULT_LOCALE, isLocale, type Locale } from "#lib/i18n.ts";
import en from "#messages/notices.en.json" with { type: "json" };
import vi from "#messages/notices.vi.json" with { type: "json" };
import hans from "#messages/notices.zh-Hans.json" with { type: "json" };
import hant from "#messages/notices.zh-Hant.json" with { type: "json" };
import type { Mail } from "./mail.ts";

const MESSAGES = { en, vi, "zh-Hant": hant, "zh-Hans": hans } as const satisfies Record<Locale, unknown>;

export type Receiver = { readonly email: string; readonly language: string };

/** A notice as a mail: the same sentence, what it is about, and the way there. No account number, no free text. */
export function writeMail(notice: NoticeDto, receiver: Receiver, deskUrl: string): Mail {
  const locale = isLocale(receiver.language) ? receiver.language : DEFAULT_LOCALE;
  const t = createTranslator({ locale, messages: MESSAGES[locale] as typeof en, namespace: "notices" });
  const { by, orderId, refund } = notice;
  const amount = refund ? amountText(refund.amount, refund.currency, locale) : "";
  const sentence = plain(t(`kind.${notice.kind}`, { by, order: orderId ?? "", amount }));
  const link = deskUrl + notice.href;
  const facts: [string, string][] = [
    ...(orderId ? [[t("mail.order"), orderId] as [string, string]] : []),
    ...(refund
      ? [[t("mail.amount"), amount] as [string, string], [t("mail.reference"), refund.reference] as [string, string]]
      : []),
  ];
  const footer = t("mail.footer");
  const choose = `${deskUrl}/profile#notices`;
  return {
    id: `notice-${notice.id}`,
    to: receiver.email,
    // The name in front keeps a sentence from beginning as a formula does.
    subject: `Refund Desk: ${sentence}`,
    text: [
      sentence,
      "",
      ...facts.map(([name, value]) => `${name}: ${plain(value)}`),
      "",
      link,
      "",
      footer,
      choose,
    ].join("\n"),
    html: htmlOf({ locale, sentence, facts, link, open: t("mail.open"), footer, choose }),
  };
}

function amountText(amount: string, currency: string, locale: Locale): string {
  const money = parseMoney(amount, currency);
  return money.ok ? formatMoney(money.value, locale).replace(/\u00a0/g, " ") : `${currency} ${amount}`;
}

/** One line, whatever a name or an order's ID has in it: a header ends at its line. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ").trim();
}

type Parts = {
  readonly locale: Locale;
  readonly sentence: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly link: string;
  readonly open: string;
  readonly footer: string;
  readonly choose: string;
};

function htmlOf({ locale, sentence, facts, link, open, footer, choose }: Parts): string {
  const rows = facts.map(
    ([name, value]) =>
      `<tr><td style="color:#50565f;padding:2px 16px 2px 0">${safe(name)}</td><td>${safe(value)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="${locale}"><body style="font:15px/1.5 sans-serif;color:#15181c">
<p style="font-weight:600">${safe(sentence)}</p>
<table style="border-collapse:collapse">${rows.join("")}</table>
<p><a href="${safe(link)}" style="color:#0a6570">${safe(open)}</a></p>
<p style="color:#676d76;font-size:13px"><a href="${safe(choose)}" style="color:#676d76">${safe(footer)}</a></p>
</body></html>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function safe(text: string): string {
  return plain(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
