import { FILTERS } from "#lib/contracts/filter-names.ts";
import type { SavedViewDto, SavedViewList, SaveViewInput } from "#lib/contracts/saved-views.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import type { Permission } from "#lib/domain/permissions.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";

const MOST_PER_PERSON = 50;
const MOST_SHOWN = 100;
const RIGHT: Readonly<Record<SavedViewList, Permission>> = { orders: "orders.list", refunds: "refunds.list" };

/** One's own views of a list, and those that others share. */
export async function listSavedViews(
  context: AppContext,
  { list }: { readonly list: SavedViewList },
): Promise<Result<readonly SavedViewDto[], AppError>> {
  const allowed = demand(context, RIGHT[list]);
  if (!allowed.ok) return allowed;
  const me = ownerOf(context);
  const rows = await context.prisma.savedView.findMany({
    where: { list, OR: [{ isShared: true }, ...(me ? [{ ownerId: me }] : [])] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_SHOWN,
    select: { id: true, name: true, search: true, isShared: true, ownerId: true, owner: { select: { name: true } } },
  });
  return ok(rows.map(({ owner, ownerId, ...view }) => ({ ...view, by: ownerId === me ? null : owner.name })));
}

/** The same name again is the same view, with what it shows now. */
export async function saveView(context: AppContext, input: SaveViewInput): Promise<Result<null, AppError>> {
  const allowed = demand(context, RIGHT[input.list]);
  if (!allowed.ok) return allowed;
  const ownerId = ownerOf(context);
  if (!ownerId) return err(appError("forbidden"));
  const { list, name, isShared } = input;
  const key = { list_ownerId_name: { list, ownerId, name } };
  return context.prisma.$transaction(async (tx) => {
    const known = await tx.savedView.findUnique({ where: key });
    if (!known && (await tx.savedView.count({ where: { ownerId } })) >= MOST_PER_PERSON)
      return err(appError("invalid_request", { errors: [{ field: "name", message: `too_many:${MOST_PER_PERSON}` }] }));
    const search = keptOf(input);
    await tx.savedView.upsert({
      where: key,
      create: { id: newId(), list, ownerId, name, search, isShared },
      update: { search, isShared },
    });
    return ok(null);
  });
}

/** Only one's own; of others it says that there is none. */
export async function deleteView(
  context: AppContext,
  { viewId }: { readonly viewId: string },
): Promise<Result<null, AppError>> {
  const allowed = demand(context, "orders.list");
  if (!allowed.ok) return allowed;
  const ownerId = ownerOf(context);
  const { count } = await context.prisma.savedView.deleteMany({ where: { id: viewId, ownerId: ownerId ?? viewId } });
  return count === 1 ? ok(null) : err(appError("not_found"));
}

function ownerOf({ operator }: AppContext): string | null {
  return operator.kind === "user" ? operator.id : null;
}

/** What a view keeps of an address: where in the list somebody stood is no part of it. */
function keptOf({ list, search }: SaveViewInput): string {
  const given = new URLSearchParams(search);
  const kept = ["q", ...FILTERS[list]].flatMap((name) => {
    const value = given.get(name);
    return value ? [[name, value]] : [];
  });
  return new URLSearchParams(kept).toString();
}
