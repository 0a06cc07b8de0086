"use server";

import { operatorAction } from "#lib/actions/operator-action.ts";
import { decisionIdSchema, proposeAnswerSchema } from "#lib/contracts/review.ts";
import { confirmAnswer, proposeAnswer, takeBackAnswer } from "#lib/server.ts";

export const proposeAction = operatorAction({
  name: "case.propose",
  permission: "refunds.resolve",
  input: proposeAnswerSchema,
  run: proposeAnswer,
});

export const confirmAction = operatorAction({
  name: "case.confirm",
  permission: "refunds.resolve",
  input: decisionIdSchema,
  run: confirmAnswer,
});

export const takeBackAction = operatorAction({
  name: "case.take_back",
  permission: "refunds.resolve",
  input: decisionIdSchema,
  run: takeBackAnswer,
});
