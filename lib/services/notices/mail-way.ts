import type { SendMail } from "#lib/mail/mail.ts";
import type { SmtpSettings } from "#lib/mail/send-by-smtp.ts";

/** The merchant's mail server; or mails are kept to be looked at (the demo); or there are none. */
export type MailSetting = SmtpSettings | "kept" | "none";

export type MailWay =
  | { readonly kind: "smtp"; readonly send: SendMail }
  | { readonly kind: "kept" }
  | { readonly kind: "none" };

/** The client of mail servers is loaded only where there is one: a worker has little memory. */
export async function openMailWay(setting: MailSetting): Promise<MailWay> {
  if (setting === "kept" || setting === "none") return { kind: setting };
  const { sendBySmtp } = await import("#lib/mail/send-by-smtp.ts");
  return { kind: "smtp", send: sendBySmtp(setting) };
}
