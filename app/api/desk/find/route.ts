import { getTranslations } from "next-intl/server";
import type { FoundAnswerDto } from "#lib/contracts/views.ts";
import { ok } from "#lib/domain/result.ts";
import { findAnything } from "#lib/server.ts";
import { deskRead } from "../_lib/desk-read.ts";

export const GET = deskRead(async (context, { search }) => {
  const found = await findAnything(context, search.q ?? "");
  if (!found.ok) return found;
  const t = await getTranslations("support.shape");
  return ok<FoundAnswerDto>({ ...found.value, says: t(found.value.shape) });
});
