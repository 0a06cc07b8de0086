import type { ListQuestionsInput, QuestionDto, QuestionListDto } from "#lib/contracts/comments.ts";
import type { AppError } from "#lib/domain/error-codes.ts";
import { personOf } from "#lib/domain/operator.ts";
import { ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import type { Prisma } from "#prisma/generated/client.ts";

const MOST_SHOWN = 100;

const PARTS = {
  order: { select: { orderId: true } },
  askedBy: { select: { id: true, name: true } },
  answeredBy: { select: { name: true } },
} as const satisfies Prisma.QuestionInclude;

/** Those about one order, newest first; else those that wait for an answer, the oldest first. */
export async function listQuestions(
  context: AppContext,
  { orderId }: ListQuestionsInput,
): Promise<Result<QuestionListDto, AppError>> {
  const allowed = demand(context, orderId ? "orders.look_up" : "questions.answer");
  if (!allowed.ok) return allowed;
  const rows = await context.prisma.question.findMany({
    where: orderId ? { order: { orderId } } : { answeredAt: null },
    include: PARTS,
    orderBy: orderId ? { askedAt: "desc" } : { askedAt: "asc" },
    take: MOST_SHOWN,
    relationLoadStrategy: "join",
  });
  return ok({ items: rows.map((row) => questionDto(row, personOf(context.operator))) });
}

function questionDto(row: Prisma.QuestionGetPayload<{ include: typeof PARTS }>, me: string | null): QuestionDto {
  const { answer, answeredBy, answeredAt } = row;
  return {
    id: row.id,
    orderId: row.order.orderId,
    text: row.text,
    askedBy: row.askedBy.name,
    askedAt: row.askedAt.toISOString(),
    isMine: row.askedById === me,
    answer:
      answer !== null && answeredBy && answeredAt
        ? { text: answer, by: answeredBy.name, at: answeredAt.toISOString() }
        : null,
  };
}
