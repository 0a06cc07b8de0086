"use server";

import { operatorFormAction } from "#lib/actions/operator-action.ts";
import { answerQuestionSchema, askStaffSchema, writeNoteSchema } from "#lib/contracts/comments.ts";
import { answerQuestion, askStaff, writeNote } from "#lib/server.ts";

export const writeNoteAction = operatorFormAction({
  name: "note.write",
  permission: "notes.write",
  input: writeNoteSchema,
  run: writeNote,
});

export const askStaffAction = operatorFormAction({
  name: "question.ask",
  permission: "questions.ask",
  input: askStaffSchema,
  run: askStaff,
});

export const answerQuestionAction = operatorFormAction({
  name: "question.answer",
  permission: "questions.answer",
  input: answerQuestionSchema,
  run: answerQuestion,
});
