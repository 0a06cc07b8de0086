import { z } from "zod";
import { NOTICE_TOPICS, type NoticeKind, type NoticeTopic, type NoticeWay } from "#lib/domain/notice.ts";

/** One sentence to a person, made of these where it is read, in their language. It has no free text in it. */
export type NoticeDto = {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly at: string;
  readonly isRead: boolean;
  readonly href: string;
  /** Whoever did what it is about. */
  readonly by: string;
  readonly orderId: string | null;
  readonly refund: {
    readonly id: string;
    readonly reference: string;
    readonly amount: string;
    readonly currency: string;
  } | null;
};

export type NoticePageDto = {
  readonly items: readonly NoticeDto[];
  /** Where the older ones begin. */
  readonly next: string | null;
  readonly unread: number;
};

const noticeId = z.string().regex(/^\d{1,18}$/, "format:notice");

export const listNoticesSchema = z.strictObject({
  before: noticeId.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListNoticesInput = z.infer<typeof listNoticesSchema>;

/** One, or all up to one that was shown: what came meanwhile stays unread. */
export const readNoticesSchema = z.strictObject({ noticeId, andOlder: z.boolean() });
export type ReadNoticesInput = z.infer<typeof readNoticesSchema>;

export type NoticeWishDto = NoticeWay & { readonly topic: NoticeTopic };

const topics = z.array(z.enum(Object.keys(NOTICE_TOPICS) as NoticeTopic[])).default([]);

/** The topics that are ticked, by where one wants to hear of them. */
export const saveNoticeWishesSchema = z.strictObject({ inPage: topics, byMail: topics });
export type SaveNoticeWishesInput = z.infer<typeof saveNoticeWishesSchema>;

/** A person by e-mail address or name. */
export const listMailsSchema = z.strictObject({ q: z.string().trim().max(200).optional() });
export type ListMailsInput = z.infer<typeof listMailsSchema>;

export type MailDto = {
  readonly id: string;
  readonly at: string;
  readonly to: string;
  readonly kind: NoticeKind;
  readonly state: "waiting" | "sent" | "kept" | "gave_up" | "no_server" | "not_wanted";
  readonly tries: number;
  /** A code, such as ETIMEDOUT. */
  readonly lastError: string | null;
  readonly kept: { readonly to: string; readonly subject: string; readonly text: string } | null;
};

export type MailPageDto = { readonly items: readonly MailDto[]; readonly waiting: number };
