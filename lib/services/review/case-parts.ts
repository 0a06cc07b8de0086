import type { CaseDto, ProposalDto } from "#lib/contracts/review.ts";
import { REVIEW_ANSWERS } from "#lib/domain/review.ts";
import { type AppContext, may } from "#lib/services/context.ts";
import type { Decision } from "#prisma/generated/client.ts";

/** Who proposes does not confirm, and who asked for the refund does neither. */
export function rightsOf(
  { operator }: AppContext,
  open: Decision | undefined,
  requesterId: string | null,
): Pick<CaseDto, "mayPropose" | "mayConfirm"> {
  const me = operator.kind === "user" ? operator.id : null;
  const mine = me !== null && requesterId === me;
  const right = !may(operator, "refunds.resolve") ? "no_right" : mine ? "your_own" : null;
  const proposeWhy = right ?? (open ? "already_proposed" : null);
  const confirmWhy = right ?? (!open ? "nothing_proposed" : open.proposedBy === me ? "your_own_proposal" : null);
  return {
    mayPropose: proposeWhy ? { may: false, why: proposeWhy } : { may: true },
    mayConfirm: confirmWhy ? { may: false, why: confirmWhy } : { may: true },
  };
}

export function proposalDto(decision: Decision, names: ReadonlyMap<string, string>): ProposalDto {
  const { text = "", gatewayRef = null } = decision.evidence as { text?: string; gatewayRef?: string | null };
  return {
    id: decision.id,
    answer: REVIEW_ANSWERS.find((answer) => answer === decision.answer) ?? "noted",
    by: { kind: "user", id: decision.proposedBy, name: names.get(decision.proposedBy) ?? "" },
    at: decision.proposedAt.toISOString(),
    evidence: text,
    gatewayRef,
  };
}

/** What those who proposed an answer are called. */
export async function namesOf(
  { prisma }: AppContext,
  cases: readonly { readonly decisions: readonly Decision[] }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = cases.flatMap(({ decisions }) => decisions.map(({ proposedBy }) => proposedBy));
  const users = await prisma.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(users.map((user) => [user.id, user.name]));
}
