import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { writeNoteSchema } from "#lib/contracts/comments.ts";
import { listNotices } from "#lib/services/notices/list-notices.ts";
import { getOrder, getOrderPage } from "#lib/services/orders/get-order.ts";
import { getRefund, getRefundView } from "#lib/services/refunds/get-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { answerQuestion, askStaff } from "./ask-staff.ts";
import { listQuestions } from "./list-questions.ts";
import { writeNote } from "./write-note.ts";

const database = useTestDatabase();
let support: TestPerson;
let lan: TestPerson;
let minh: TestPerson;
let orderId: string;
let refundId: string;

beforeEach(async () => {
  const services = testServices(database.prisma);
  [support, lan, minh] = await Promise.all([
    personAtWork(services, "support"),
    personAtWork(services, "staff"),
    personAtWork(services, "manager"),
  ]);
  const gatewayAccountId = await createGatewayAccount(services);
  const order = await createOrder(database.prisma, { payments: [{ gatewayAccountId, amount: "100000" }] });
  const wish = { requestKey: randomUUID(), amount: "40000", reason: "Returned" };
  const refund = await requestRefund(lan, { ...wish, paymentId: order.paymentIds[0] ?? "" });
  orderId = order.orderId;
  refundId = refund.ok ? refund.value.id : "";
});

const value = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

describe("a note", () => {
  it("stands in the timeline of its refund and of the order, with who wrote it, and never leaves by the API", async () => {
    await writeNote(lan, { orderId, refundId, text: "The label was damaged" });
    await writeNote(minh, { orderId, text: "Customer called twice" });

    const order = value(await getOrderPage(minh, orderId));
    const view = value(await getRefundView(minh, refundId));
    const notes = (events: readonly { kind: string; by: string; data: object }[]) =>
      events.filter(({ kind }) => kind === "note.written").map(({ by, data }) => [by, data]);
    expect(notes(order.timeline)).toEqual([
      [minh.operator.name, { text: "Customer called twice" }],
      [lan.operator.name, { text: "The label was damaged" }],
    ]);
    expect(notes(view.timeline)).toEqual([[lan.operator.name, { text: "The label was damaged" }]]);

    const toShops = JSON.stringify([value(await getOrder(lan, orderId)), value(await getRefund(lan, refundId))]);
    expect(toShops).not.toContain("label was damaged");
  });

  it("cannot be changed or taken away: a correction is another note", async () => {
    await writeNote(lan, { orderId, text: "Paid in cash" });

    const change = database.prisma.$executeRaw`UPDATE audit SET data = '{"text": "x"}' WHERE kind = 'note.written'`;
    await expect(change).rejects.toThrow(/append-only/);
    await expect(database.prisma.$executeRaw`DELETE FROM audit WHERE kind = 'note.written'`).rejects.toThrow();
  });

  it("is refused about a refund of another order", async () => {
    const other = await createOrder(database.prisma, { payments: [] });

    const refused = await writeNote(lan, { orderId: other.orderId, refundId, text: "Mixed up" });

    expect(refused).toMatchObject({ ok: false, error: { code: "refund_not_found" } });
  });

  it.each([
    ["", "note_missing"],
    [" \r\n ", "note_missing"],
    ["x".repeat(1001), "note_too_long"],
    ["turned \u202eround", "text_unwelcome_characters"],
  ])("is refused as %j", (text, message) => {
    const { error } = writeNoteSchema.safeParse({ orderId, text });

    expect(error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});

describe("a question to the staff", () => {
  const waiting = async () => value(await listQuestions(minh, {})).items.filter((one) => one.orderId === orderId);
  const noticesOf = async (person: TestPerson) =>
    value(await listNotices(person, { limit: 100 })).items.map(({ kind, href }) => `${kind} ${href}`);

  it("waits where all of them see it, and its answer reaches whoever asked", async () => {
    await askStaff(support, { orderId, text: "Did the parcel come back?" });

    const [question] = await waiting();
    expect(question).toMatchObject({ text: "Did the parcel come back?", askedBy: support.operator.name, answer: null });
    expect(await noticesOf(lan)).toContain("question_asked /questions");
    expect(await noticesOf(minh)).toContain("question_asked /questions");

    await answerQuestion(lan, { questionId: question?.id ?? "", text: "Yes, on Monday" });
    expect(await waiting()).toEqual([]);
    expect(await noticesOf(support)).toEqual([`question_answered /support?q=${orderId}`]);
    const about = value(await listQuestions(support, { orderId }));
    expect(about.items).toMatchObject([{ isMine: true, answer: { text: "Yes, on Monday", by: lan.operator.name } }]);
  });

  it("has one answer, however many give one at the same moment, and it stays", async () => {
    await askStaff(support, { orderId, text: "Why?" });
    const questionId = (await waiting())[0]?.id ?? "";

    const answers = await Promise.all(
      [lan, minh, lan].map((person, n) => answerQuestion(person, { questionId, text: `Because ${n}` })),
    );

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok).map((answer) => !answer.ok && answer.error.code)).toEqual([
      "question_answered",
      "question_answered",
    ]);
    expect(await noticesOf(support)).toHaveLength(1);
    const change = database.prisma.question.update({ where: { id: questionId }, data: { text: "Other" } });
    await expect(change).rejects.toThrow(/is written/);
  });

  it("is answered by somebody else: the database refuses one's own", async () => {
    await askStaff(support, { orderId, text: "Why?" });
    const questionId = (await waiting())[0]?.id ?? "";
    const own = { answer: "x", answeredById: support.operator.id, answeredAt: new Date() };

    await expect(database.prisma.question.update({ where: { id: questionId }, data: own })).rejects.toThrow(
      /question_other_answers/,
    );
  });
});
