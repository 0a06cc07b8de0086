import { z } from "zod";
import { currencyDigits } from "#lib/domain/money.ts";
import { ROLES, type Role } from "#lib/domain/permissions.ts";
import type { PolicyDocument } from "#lib/domain/policy.ts";
import { countCharacters, hasUnwelcomeCharacters } from "#lib/domain/text.ts";
import { reasonSchema } from "./refund.ts";

// ---- Signing in -------------------------------------------------------------------------------------------

const emailSchema = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email("email_format").max(254, "email_format"));

/** Left unparsed beyond its length: the rules for new passwords must not lock out who has an older one. */
const givenPasswordSchema = z.string().min(1, "password_missing").max(1024, "password_too_long");

export const signInSchema = z.strictObject({
  email: emailSchema,
  password: givenPasswordSchema,
  callbackUrl: z.string().max(500).optional(),
});
export type SignInInput = z.infer<typeof signInSchema>;

export const redeemTokenSchema = z.strictObject({ token: z.string().max(200), password: givenPasswordSchema });
export type RedeemTokenInput = z.infer<typeof redeemTokenSchema>;

/** What the page of an invitation or a reset shows before a password is chosen. */
export type UserTokenDto = { readonly purpose: TokenPurpose; readonly email: string; readonly name: string };
export type TokenPurpose = "invitation" | "reset";

// ---- Users ------------------------------------------------------------------------------------------------

const nameSchema = z
  .string()
  .transform((text) => text.normalize("NFC").replace(/\s+/g, " ").trim())
  .pipe(
    z
      .string()
      .min(1, "name_missing")
      .refine((text) => countCharacters(text) <= 100, "too_long:100")
      .refine((text) => !hasUnwelcomeCharacters(text), "text_unwelcome_characters"),
  );

const roleSchema = z.enum(ROLES, "role_unknown");

export const inviteUserSchema = z.strictObject({ email: emailSchema, name: nameSchema, role: roleSchema });
export type InviteUserInput = z.infer<typeof inviteUserSchema>;

/** The command line's: the owner of the installation sets the first password. */
export const createUserSchema = inviteUserSchema.extend({ password: givenPasswordSchema });
export type CreateUserInput = z.infer<typeof createUserSchema>;

export const updateUserSchema = z.strictObject({ userId: z.uuid(), name: nameSchema, role: roleSchema });
export type UpdateUserInput = z.infer<typeof updateUserSchema>;

export const userIdSchema = z.strictObject({ userId: z.uuid() });

export type UserDto = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly status: "invited" | "active" | "disabled";
  readonly createdAt: string;
  readonly lastSignInAt: string | null;
  readonly lockedUntil: string | null;
  readonly isYou: boolean;
  /** Nobody else could let people in: this role and this account must stay. */
  readonly isLastAdmin: boolean;
};

/** A link to hand over in person until mail is set up; shown once, because only its hash is kept. */
export type OneTimeLinkDto = {
  readonly userId: string;
  readonly email: string;
  readonly path: string;
  readonly expiresAt: string;
};

// ---- One's own account ------------------------------------------------------------------------------------

export const changePasswordSchema = z.strictObject({
  currentPassword: givenPasswordSchema,
  newPassword: givenPasswordSchema,
});
export type ChangePasswordInput = z.infer<typeof changePasswordSchema>;

const zoneSchema = z.string().refine(isZone, "zone_unknown");

export const updateProfileSchema = z.strictObject({
  name: nameSchema,
  language: z.string().regex(/^[a-z]{2}(-[A-Z][a-z]{3})?$/, "language_unknown"),
  zone: zoneSchema,
});
export type UpdateProfileInput = z.infer<typeof updateProfileSchema>;

/** For what needs no words: any field is one too many. */
export const nothingSchema = z.strictObject({});

export const sessionIdSchema = z.strictObject({ sessionId: z.uuid() });

export type ProfileDto = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language: string;
  readonly zone: string;
  readonly sessions: readonly SessionDto[];
};

export type SessionDto = {
  readonly id: string;
  readonly isThis: boolean;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string;
};

// ---- API keys ---------------------------------------------------------------------------------------------

export const createApiKeySchema = z.strictObject({ name: nameSchema });
export const apiKeyIdSchema = z.strictObject({ apiKeyId: z.uuid() });

export type ApiKeyDto = {
  readonly id: string;
  readonly name: string;
  readonly lastFour: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
};

/** The key itself is in this answer only. */
export type NewApiKeyDto = { readonly id: string; readonly key: string };

// ---- Policy -----------------------------------------------------------------------------------------------

export type PolicyDto = {
  /** 0 while nobody has written one and the built-in rule holds. */
  readonly version: number;
  readonly document: PolicyDocument;
  readonly createdBy: string | null;
  readonly createdAt: string | null;
};

export type PolicyPageDto = {
  readonly current: PolicyDto;
  readonly history: readonly PolicyDto[];
  /** Active people who may approve. */
  readonly approvers: number;
  readonly gateways: readonly string[];
  /** The proposal that waits for its second administrator. */
  readonly change: PolicyChangeDto | null;
};

export type PolicyChangeDto = {
  readonly id: string;
  readonly document: PolicyDocument;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly isYours: boolean;
  /** Another version came into force since. */
  readonly isOutdated: boolean;
};

export const policyChangeIdSchema = z.strictObject({ changeId: z.uuid() });

// ---- The merchant -----------------------------------------------------------------------------------------

const listOf = (item: z.ZodType<string>, max: number) =>
  z
    .array(item)
    .max(max, `too_many:${max}`)
    .transform((items) => [...new Set(items)]);

export const merchantSettingsSchema = z.strictObject({
  name: z.string().trim().max(200, "too_long:200"),
  zone: zoneSchema,
  currencies: listOf(
    z.string().refine((code) => currencyDigits(code) !== undefined, "currency_unknown"),
    50,
  ),
  reasons: listOf(reasonSchema, 50),
  alertEmails: listOf(emailSchema, 20),
  undoWindowMs: z.int("number_whole").min(0, "undo_window_range").max(60_000, "undo_window_range"),
  approvalTtlHours: z.int("number_whole").min(1, "approval_ttl_range").max(720, "approval_ttl_range"),
});
export type MerchantSettingsDto = Readonly<z.infer<typeof merchantSettingsSchema>>;

// ---- Audit ------------------------------------------------------------------------------------------------

export const readAuditSchema = z.strictObject({
  q: z.string().max(200).optional(),
  kind: z.string().max(60).optional(),
  actor: z.string().max(120).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  cursor: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ReadAuditInput = z.infer<typeof readAuditSchema>;

export type AuditRowDto = {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
  readonly actorName: string;
  readonly refund: string | null;
  readonly order: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  /** Its place in the hash chain; null until the worker has sealed it. */
  readonly place: string | null;
};

export type AuditPageDto = {
  readonly items: readonly AuditRowDto[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly chain: { readonly sealed: string; readonly waiting: number; readonly lastHash: string | null };
};

function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return text.length > 0;
  } catch {
    return false;
  }
}
