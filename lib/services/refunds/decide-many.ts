import type { EachDecidedDto } from "#lib/contracts/refund.ts";
import type { AppError, ErrorCode } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { approveRefund } from "./approve-refund.ts";
import { undoApproval } from "./withdraw-refund.ts";

type Seen = { readonly refundId: string; readonly sealedHash: string };
type Answer = { readonly state: Extract<EachDecidedDto, { ok: true }>["state"]; readonly leavesAt?: string | null };

/** Says yes to each of these as it was seen. What one is refused for is no matter of the others (B09). */
export async function approveRefunds(
  context: AppContext,
  { seen }: { readonly seen: readonly Seen[] },
): Promise<Result<readonly EachDecidedDto[], AppError>> {
  return decideEach(context, seen, (one) => approveRefund(context, one));
}

/** Takes back what this person approved, as far as nothing of it was sent; the rest is on its way and says so. */
export async function undoApprovals(
  context: AppContext,
  { refundIds }: { readonly refundIds: readonly string[] },
): Promise<Result<readonly EachDecidedDto[], AppError>> {
  const wanted = refundIds.map((refundId) => ({ refundId }));
  return decideEach(context, wanted, (one) => undoApproval(context, one));
}

/** One after the other, each in a transaction of its own. */
async function decideEach<One extends { readonly refundId: string }>(
  context: AppContext,
  wanted: readonly One[],
  decide: (one: One) => Promise<Result<Answer, AppError>>,
): Promise<Result<readonly EachDecidedDto[], AppError>> {
  const allowed = demand(context, "refunds.approve");
  if (!allowed.ok) return allowed;
  const answers: EachDecidedDto[] = [];
  for (const one of wanted) answers.push(await answerOf(context, one.refundId, () => decide(one)));
  return ok(answers);
}

/** A failure of ours is this one's answer: thrown on, it would hide what the others came to. */
async function answerOf(
  { log }: AppContext,
  refundId: string,
  decide: () => Promise<Result<Answer, AppError>>,
): Promise<EachDecidedDto> {
  const refused = (code: ErrorCode, eventId: string | null = null) => ({ refundId, ok: false, code, eventId }) as const;
  try {
    const result = await decide();
    if (!result.ok) return refused(result.error.code);
    const { state, leavesAt = null } = result.value;
    return { refundId, ok: true, state, leavesAt };
  } catch (error) {
    const eventId = newId();
    log.error({ err: error, eventId, refundId }, "One of several decisions failed unexpectedly");
    return refused("unavailable", eventId);
  }
}
