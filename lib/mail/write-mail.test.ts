import { describe, expect, it } from "vitest";
import type { NoticeDto } from "#lib/contracts/notices.ts";
import { NOTICE_TOPICS } from "#lib/domain/notice.ts";
import { LOCALES } from "#lib/i18n.ts";
import { writeMail } from "./write-mail.ts";

const DESK = "https://desk.example.com";
const receiver = { email: "lan@shop.example", language: "en" };
const notice: NoticeDto = {
  id: "41",
  kind: "refund_rejected",
  at: "2026-11-05T03:21:00.000Z",
  isRead: false,
  href: "/refunds/0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
  by: "Minh",
  orderId: "DH-1001",
  refund: { id: "r1", reference: "R01ARZ3NDEKTSV4RRFFQ69G5FAVF", amount: "40000", currency: "VND" },
};

describe("a mail", () => {
  it("says what the notice says, what it is about, and leads there", () => {
    const mail = writeMail(notice, receiver, DESK);

    expect(mail).toMatchObject({ id: "notice-41", to: "lan@shop.example" });
    expect(mail.subject).toBe("Refund Desk: Minh rejected your refund of VND 40,000 of order DH-1001");
    expect(mail.text).toContain(`Reference: R01ARZ3NDEKTSV4RRFFQ69G5FAVF\n\n${DESK}${notice.href}\n`);
    expect(mail.html).toContain(`<a href="${DESK}${notice.href}"`);
  });

  it.each(LOCALES)("has a sentence in %s for every kind of notice, and every value in its place", (language) => {
    for (const kind of Object.values(NOTICE_TOPICS).flat()) {
      const { subject, html } = writeMail({ ...notice, kind }, { ...receiver, language }, DESK);

      expect(subject).not.toMatch(/[{}]|notices\.|kind\./);
      expect(html).toContain(`lang="${language}"`);
    }
  });

  it("is written in English for a language that the desk does not speak", () => {
    expect(writeMail(notice, { ...receiver, language: "xx" }, DESK).subject).toContain("rejected your refund");
  });

  it.each(["=HYPERLINK(1)", "+1", "-1", "@x"])("never has a subject that a sheet takes for a formula: %s", (by) => {
    expect(writeMail({ ...notice, by }, receiver, DESK).subject).toMatch(/^Refund Desk: /);
  });

  it("has one line of subject and no markup of others, whatever a name or an order's ID holds", () => {
    const by = "Eve\r\nBcc: all@example.com\u2028\u202e<img src=x onerror=alert(1)>";
    const { subject, html, text } = writeMail({ ...notice, by, orderId: `"><script>` }, receiver, DESK);

    expect(subject).not.toMatch(/[\r\n\u2028\u202e]/);
    expect(text).not.toMatch(/^Bcc:/m);
    expect(html).not.toMatch(/<img|<script|onerror=alert\(1\)>/);
  });
});
