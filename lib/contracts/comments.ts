import { z } from "zod";
import { noteSchema } from "./refund.ts";

/** A form posts its line breaks as CRLF. */
const commentSchema = z
  .string()
  .transform((text) => text.replaceAll("\r\n", "\n"))
  .pipe(noteSchema)
  .pipe(z.string().min(1, "note_missing"));
const orderId = z.string().min(1).max(200);

export const writeNoteSchema = z.strictObject({
  orderId,
  /** Absent: about the order as a whole. */
  refundId: z.uuid().optional(),
  text: commentSchema,
});
export type WriteNoteInput = z.infer<typeof writeNoteSchema>;

export const askStaffSchema = z.strictObject({ orderId, text: commentSchema });
export type AskStaffInput = z.infer<typeof askStaffSchema>;

export const answerQuestionSchema = z.strictObject({ questionId: z.uuid(), text: commentSchema });
export type AnswerQuestionInput = z.infer<typeof answerQuestionSchema>;

/** Without an order: all that wait for an answer. */
export const listQuestionsSchema = z.strictObject({ orderId: orderId.optional() });
export type ListQuestionsInput = z.infer<typeof listQuestionsSchema>;

export type QuestionDto = {
  readonly id: string;
  readonly orderId: string;
  readonly text: string;
  readonly askedBy: string;
  readonly askedAt: string;
  /** Whoever asked does not answer. */
  readonly isMine: boolean;
  readonly answer: { readonly text: string; readonly by: string; readonly at: string } | null;
};

export type QuestionListDto = { readonly items: readonly QuestionDto[] };
