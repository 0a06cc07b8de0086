import { z } from "zod";
import type { NoticeKind } from "#lib/domain/notice.ts";

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
