import { createTransport } from "nodemailer";
import type { SendMail, SentMail } from "./mail.ts";

export type SmtpSettings = { readonly url: string; readonly from: string };

/** Together less than a mail's lease. */
const LIMITS = { connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 12_000, dnsTimeout: 5_000 } as const;

/** Nothing of a mail is read from a file or an address, whatever its text says. */
const CLOSED = { disableFileAccess: true, disableUrlAccess: true } as const;

/** Hands mails to the merchant's own server. Never throws: a server that fails is an outcome. */
export function sendBySmtp({ url, from }: SmtpSettings): SendMail {
  const transport = createTransport({ url, ...LIMITS, ...CLOSED });
  const host = from.replace(/^.*@|[>\s].*$/g, "");
  return async ({ id, to, subject, text, html }) => {
    try {
      await transport.sendMail({
        from,
        to: { name: "", address: to },
        subject,
        text,
        html,
        messageId: `<${id}@${host}>`,
        headers: { "Auto-Submitted": "auto-generated" },
      });
      return { kind: "sent" };
    } catch (error) {
      return failureOf(error);
    }
  };
}

/** A server that refuses this mail for good says so by a number of 500 and more; everything else is tried again. */
function failureOf(error: unknown): SentMail {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown };
  const said = typeof responseCode === "number" ? responseCode : null;
  const refused = said !== null && said >= 500 && (code === "EENVELOPE" || code === "EMESSAGE");
  return {
    kind: "failed",
    again: !refused,
    cause: [code ?? "unknown", said].filter((part) => part !== null).join(" "),
  };
}
