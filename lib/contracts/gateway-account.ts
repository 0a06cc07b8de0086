import { z } from "zod";
import type { BreakerReason } from "#lib/domain/breaker.ts";

/** The file of `gateway-account upsert`. Credentials and settings are checked by the connector's own schemas. */
export const gatewayAccountInputSchema = z.strictObject({
  gateway: z.string().min(1).max(40),
  label: z.string().trim().min(1).max(100),
  environment: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, "environment_format"),
  baseUrl: z.string().max(300),
  credentials: z.record(z.string(), z.unknown()),
  settings: z.record(z.string(), z.unknown()).default({}),
});
export type GatewayAccountInput = z.infer<typeof gatewayAccountInputSchema>;

const textsSchema = z.record(z.string().max(60), z.string().max(30_000));

/** What the form of an account sends: texts, which the gateway's own schemas read. No ID: a new account. */
export const proposeAccountChangeSchema = z.strictObject({
  gatewayAccountId: z.uuid().optional(),
  gateway: z.string().max(40),
  label: z.string().max(100, "too_long:100"),
  environment: z.string().max(40),
  baseUrl: z.string().max(300, "too_long:300"),
  /** Left empty: the secret stays. */
  credentials: textsSchema,
  /** Left empty: the default. A box that is not ticked is not sent. */
  settings: textsSchema,
});
export type ProposeAccountChangeInput = z.infer<typeof proposeAccountChangeSchema>;

export const accountChangeIdSchema = z.strictObject({ changeId: z.uuid() });
export const gatewayAccountIdSchema = z.strictObject({ gatewayAccountId: z.uuid() });
export const pauseAccountSchema = gatewayAccountIdSchema.extend({
  paused: z.enum(["true", "false"]).transform((text) => text === "true"),
  why: z.string().trim().max(200, "too_long:200").default(""),
});

/** An account as people see it: which secret is in force, never the secret. */
export type GatewayAccountDto = {
  readonly id: string;
  readonly gateway: string;
  readonly label: string;
  readonly environment: string;
  readonly baseUrl: string;
  readonly notificationUrl: string;
  readonly credentialVersion: number;
  readonly credentialFingerprint: string;
  /** Of each credential what may be shown: who the merchant is, the last four characters of a secret. */
  readonly credentialHints: Readonly<Record<string, string>>;
  /** Replaced versions that still verify what the gateway sends. */
  readonly verifying: readonly { readonly version: number; readonly until: string }[];
  readonly paused: { readonly at: string; readonly by: string; readonly why: string } | null;
};

/** What every page says about accounts that send nothing. */
export type PausedAccountDto = {
  readonly id: string;
  readonly gateway: string;
  readonly label: string;
  readonly at: string;
  readonly why: string;
};

/** Nothing is sent for an account until its gateway answers again. */
export type BreakerDto = {
  readonly since: string;
  readonly why: BreakerReason;
  /** Exchanges that failed since. */
  readonly failures: number;
  readonly nextProbeAt: string;
};

/** What every page says about accounts whose gateway does not answer as it should. */
export type StoppedAccountDto = {
  readonly id: string;
  readonly gateway: string;
  readonly label: string;
  readonly at: string;
  readonly why: BreakerReason;
};

/** Read from what was asked and answered; nothing is counted on the way of a refund. */
export type AccountHealthDto = {
  readonly gatewayAccountId: string;
  /** The last call that the gateway answered, within a week. */
  readonly lastGoodAt: string | null;
  /** Of the last hour: calls that have an end, those without a usable answer, and the median of their time. */
  readonly calls: number;
  readonly failed: number;
  readonly medianMs: number | null;
  /** Refunds on their way, from approved to proved, and since when the oldest of them is. */
  readonly pending: number;
  readonly oldestPendingAt: string | null;
  readonly breaker: BreakerDto | null;
};

export type AccountFieldKind = "text" | "block" | "number" | "numbers" | "lines" | "choice" | "yes_no" | "json";

/** A field as the gateway's own schema describes it. */
export type AccountFieldDto = {
  readonly name: string;
  readonly kind: AccountFieldKind;
  readonly choices: readonly string[];
  readonly isRequired: boolean;
  /** Never shown again once it is stored. */
  readonly isSecret: boolean;
  /** What the field begins with. */
  readonly text: string;
  /** What holds where it is left empty. */
  readonly fallback: string;
  /** The least value in production. */
  readonly floor: number | null;
};

export type AccountFormDto = {
  readonly gateways: readonly string[];
  readonly gateway: string;
  readonly gatewayAccountId: string | null;
  readonly label: string;
  readonly environment: string;
  readonly baseUrl: string;
  readonly credentials: readonly AccountFieldDto[];
  readonly settings: readonly AccountFieldDto[];
};

/** One line of a proposed change: no secret in it. */
export type AccountDifference = {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

export type AccountChangeDto = {
  readonly id: string;
  readonly gatewayAccountId: string;
  readonly gateway: string;
  readonly label: string;
  readonly isNew: boolean;
  readonly differences: readonly AccountDifference[];
  readonly proposedBy: string;
  readonly proposedAt: string;
  /** One's own proposal can be taken back, and another's confirmed. */
  readonly isYours: boolean;
  /** The account was changed since; this can only be withdrawn. */
  readonly isOutdated: boolean;
};

export type AccountTestDto = {
  readonly id: string;
  readonly ok: boolean;
  readonly steps: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
};

/** Since when nothing is sent at all, because the database may be one from the past. */
export type FrozenDto = { readonly since: string; readonly why: string };
