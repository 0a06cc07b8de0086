import { z } from "zod";
import { EFFECT_GROUPS, type NotificationEffect } from "#lib/domain/notification-effect.ts";
import type { RefundState } from "#lib/domain/refund-state.ts";

/** A message from a gateway, as the list shows it. */
export type NotificationRowDto = {
  readonly id: string;
  readonly receivedAt: string;
  readonly gateway: string;
  readonly account: { readonly id: string; readonly label: string };
  readonly verdict: "verified" | "bad_signature" | "unreadable";
  /** How often exactly these bytes came. */
  readonly copies: number;
  readonly effect: NotificationEffect;
  readonly refund: { readonly id: string; readonly reference: string; readonly state: RefundState } | null;
  /** The open case that it has to do with. */
  readonly caseId: string | null;
};

export type NotificationPageDto = {
  readonly items: readonly NotificationRowDto[];
  readonly next: string | null;
  readonly previous: string | null;
  /** What the list can be narrowed to. */
  readonly accounts: readonly { readonly id: string; readonly label: string; readonly gateway: string }[];
};

export type NotificationDto = NotificationRowDto & {
  readonly orderId: string | null;
  readonly contentType: string | null;
  /** As they came, with account numbers masked. */
  readonly query: string;
  readonly body: string;
  readonly processedAt: string | null;
  /** How often processing it broke off; it is tried again. */
  readonly failures: number;
  /** Null where nobody vouches for the words: not signed, or by a key that is no longer believed. */
  readonly says: NotificationSaysDto | null;
  readonly mayReplay: boolean;
};

export type NotificationSaysDto = {
  readonly about: "refund" | "payment";
  readonly reference: string;
  readonly result: "succeeded" | "failed" | "processing";
  readonly amount: string;
  readonly currency: string;
  readonly gatewayRef: string | null;
  readonly fault: { readonly code: string; readonly text: string } | null;
};

export const listNotificationsSchema = z.strictObject({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** A refund's reference, or the ID of an order. */
  q: z.string().max(200).optional(),
  account: z.uuid().optional(),
  effect: z.enum(EFFECT_GROUPS).optional(),
});

export const replayNotificationSchema = z.strictObject({ notificationId: z.uuid() });

export type ListNotificationsInput = z.infer<typeof listNotificationsSchema>;
