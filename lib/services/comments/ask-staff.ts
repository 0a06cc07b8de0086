import type { AnswerQuestionInput, AskStaffInput } from "#lib/contracts/comments.ts";
import { type AppError, appError } from "#lib/domain/error-codes.ts";
import { newId } from "#lib/domain/ids.ts";
import { rolesFor } from "#lib/domain/notice.ts";
import { err, ok, type Result } from "#lib/domain/result.ts";
import { type AppContext, demand } from "#lib/services/context.ts";
import { rateLimit } from "#lib/services/people/rate-limit.ts";
import { recordAudit } from "#lib/services/proof/audit.ts";

const QUESTIONS = { limit: 30, windowSeconds: 3600 };

/** A question about an order, which waits with the staff until one of them answers. */
export async function askStaff(context: AppContext, { orderId, text }: AskStaffInput): Promise<Result<null, AppError>> {
  const allowed = demand(context, "questions.ask");
  if (!allowed.ok) return allowed;
  const { operator, prisma } = context;
  if (operator.kind !== "user") return err(appError("forbidden"));
  const order = await prisma.order.findUnique({ where: { orderId }, select: { id: true } });
  if (!order) return err(appError("order_not_found"));
  const within = await rateLimit(context, `questions:${operator.id}`, QUESTIONS);
  if (!within.ok) return within;

  const id = newId();
  await prisma.$transaction(async (tx) => {
    await tx.question.create({ data: { id, orderId: order.id, text, askedById: operator.id } });
    await recordAudit(tx, {
      kind: "question.asked",
      operator,
      orderId: order.id,
      data: { questionId: id, text },
      tells: [{ kind: "question_asked", roles: rolesFor("questions.answer"), except: [operator.id] }],
    });
  });
  return ok(null);
}

/** The first answer is the one that counts; whoever asked hears of it. */
export async function answerQuestion(
  context: AppContext,
  { questionId, text }: AnswerQuestionInput,
): Promise<Result<null, AppError>> {
  const allowed = demand(context, "questions.answer");
  if (!allowed.ok) return allowed;
  const { operator, prisma } = context;
  if (operator.kind !== "user") return err(appError("forbidden"));
  const question = await prisma.question.findUnique({ where: { id: questionId } });
  if (!question) return err(appError("not_found"));
  if (question.askedById === operator.id) return err(appError("forbidden"));

  return prisma.$transaction(async (tx) => {
    const answered = await tx.$executeRaw`
      UPDATE question SET answer = ${text}, answered_by = ${operator.id}::uuid, answered_at = statement_timestamp()
      WHERE id = ${questionId}::uuid AND answered_at IS NULL`;
    if (answered === 0) return err(appError("question_answered"));
    await recordAudit(tx, {
      kind: "question.answered",
      operator,
      orderId: question.orderId,
      data: { questionId, text },
      tells: [{ kind: "question_answered", people: [question.askedById] }],
    });
    return ok(null);
  });
}
