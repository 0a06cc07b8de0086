import { isDeepStrictEqual } from "node:util";
import { type MerchantSettingsDto, merchantSettingsSchema } from "#lib/contracts/people.ts";
import { readSettings } from "#lib/db/postgres/settings.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";
import type { MerchantSettings } from "#prisma/generated/client.ts";

export async function readMerchantSettings(context: AppContext): Promise<Result<MerchantSettingsDto, AppError>> {
  const allowed = demand(context, "settings.manage");
  if (!allowed.ok) return allowed;
  return ok(toDto(await readSettings(context.prisma)));
}

/** Holds for what is asked from now on; refunds under way keep their deadlines. */
export async function updateMerchantSettings(
  context: AppContext,
  settings: MerchantSettingsDto,
): Promise<Result<MerchantSettingsDto, AppError>> {
  const allowed = demand(context, "settings.manage");
  if (!allowed.ok) return allowed;
  return context.prisma.$transaction(async (tx) => {
    await tx.merchantSettings.createMany({ data: { id: 1 }, skipDuplicates: true });
    const before = toDto(await readSettings(tx));
    if (isDeepStrictEqual(before, settings)) return ok(before);
    await tx.merchantSettings.update({ where: { id: 1 }, data: { ...settings, updatedAt: new Date() } });
    await recordAudit(tx, {
      kind: "merchant.changed",
      operator: context.operator,
      data: { ...settings, before },
    });
    return ok(settings);
  });
}

const COLUMNS = Object.keys(merchantSettingsSchema.shape) as (keyof MerchantSettingsDto)[];

function toDto(row: MerchantSettings): MerchantSettingsDto {
  return Object.fromEntries(COLUMNS.map((name) => [name, row[name]])) as MerchantSettingsDto;
}
