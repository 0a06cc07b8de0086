import { z } from "zod";

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
  readonly paused: { readonly at: string; readonly by: string; readonly why: string } | null;
};
