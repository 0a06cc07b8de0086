/** A mail as it leaves, already in its receiver's language. */
export type Mail = {
  /** The same for every try, so that a receiver can tell a second copy. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

export type SentMail =
  | { readonly kind: "sent" }
  /** `again`: it may work later. The cause is a code of ours or the server's, never a text of a stranger. */
  | { readonly kind: "failed"; readonly again: boolean; readonly cause: string };

export type SendMail = (mail: Mail) => Promise<SentMail>;
