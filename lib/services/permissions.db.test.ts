import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { AppError } from "#lib/domain/error-codes.ts";
import { ROLES, type Role } from "#lib/domain/permissions.ts";
import type { Result } from "#lib/domain/result.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { readChaos } from "./chaos/read-chaos.ts";
import { startChaos } from "./chaos/start-chaos.ts";
import { answerQuestion, askStaff } from "./comments/ask-staff.ts";
import { listQuestions } from "./comments/list-questions.ts";
import { writeNote } from "./comments/write-note.ts";
import { readAccountHealth } from "./gateway-accounts/account-health.ts";
import { confirmAccountChange, withdrawAccountChange } from "./gateway-accounts/confirm-account-change.ts";
import { setAccountPaused, upsertGatewayAccount } from "./gateway-accounts/gateway-accounts.ts";
import { getAccountForm } from "./gateway-accounts/get-account-form.ts";
import {
  listAccountChanges,
  listGatewayAccounts,
  listPausedAccounts,
  listStoppedAccounts,
} from "./gateway-accounts/list-gateway-accounts.ts";
import { proposeAccountChange } from "./gateway-accounts/propose-account-change.ts";
import { testGatewayAccount } from "./gateway-accounts/test-gateway-account.ts";
import { listMails } from "./notices/list-mails.ts";
import { getNotification } from "./notifications/get-notification.ts";
import { listNotifications } from "./notifications/list-notifications.ts";
import { replayNotification } from "./notifications/replay-notification.ts";
import { checkPayment } from "./orders/check-payment.ts";
import { findAnything } from "./orders/find-anything.ts";
import { getEvidencePack } from "./orders/get-evidence-pack.ts";
import { getOrder, getOrderPage } from "./orders/get-order.ts";
import { importOrders } from "./orders/import-orders.ts";
import { listOrders } from "./orders/list-orders.ts";
import { lookUp } from "./orders/look-up.ts";
import { upsertOrder } from "./orders/upsert-order.ts";
import { askPaymentLink } from "./payment-links/ask-payment-link.ts";
import { createPaymentLink } from "./payment-links/create-payment-link.ts";
import { getPayForm, getPaymentLink } from "./payment-links/get-payment-link.ts";
import { createApiKey } from "./people/create-api-key.ts";
import { createUser } from "./people/create-user.ts";
import { disableUser } from "./people/disable-user.ts";
import { enableUser } from "./people/enable-user.ts";
import { inviteUser } from "./people/invite-user.ts";
import { listApiKeys } from "./people/list-api-keys.ts";
import { listUsers } from "./people/list-users.ts";
import { resetUser } from "./people/reset-user.ts";
import { revokeApiKey } from "./people/revoke-api-key.ts";
import { updateUser } from "./people/update-user.ts";
import { readAudit } from "./proof/read-audit.ts";
import { readProof } from "./proof/read-proof.ts";
import { compareExtract } from "./reconciliation/compare-extract.ts";
import {
  getReconciliation,
  listComparableAccounts,
  listReconciliations,
} from "./reconciliation/list-reconciliations.ts";
import { startReconciliation } from "./reconciliation/start-reconciliation.ts";
import { approveRefund } from "./refunds/approve-refund.ts";
import { readPolicyPage } from "./refunds/current-policy.ts";
import { approveRefunds, undoApprovals } from "./refunds/decide-many.ts";
import { getGroupForm } from "./refunds/get-group-form.ts";
import { getRefund, getRefundView } from "./refunds/get-refund.ts";
import { getRefundForm } from "./refunds/get-refund-form.ts";
import { listApprovals } from "./refunds/list-approvals.ts";
import { listRefundObjects } from "./refunds/list-refund-objects.ts";
import { listRefunds } from "./refunds/list-refunds.ts";
import { readCounts } from "./refunds/read-counts.ts";
import { rejectRefund, sendBackRefund } from "./refunds/reject-refund.ts";
import { requestGroup } from "./refunds/request-group.ts";
import { requestRefund } from "./refunds/request-refund.ts";
import { previewRefund, requestRefundByApi } from "./refunds/request-refund-by-api.ts";
import { revealReceiver } from "./refunds/reveal-receiver.ts";
import { answerSentBack, undoApproval, withdrawRefund } from "./refunds/withdraw-refund.ts";
import { exportOrders } from "./reports/export-orders.ts";
import { exportRefunds } from "./reports/export-refunds.ts";
import { getExportForm, listExports } from "./reports/list-exports.ts";
import { readDashboard } from "./reports/read-dashboard.ts";
import { getCase, listCases } from "./review/list-cases.ts";
import { confirmAnswer, proposeAnswer, takeBackAnswer } from "./review/review-case.ts";
import { queryRefundNow } from "./sending/query-refund-now.ts";
import { listFilterOptions } from "./settings/filter-options.ts";
import { readMerchantSettings, updateMerchantSettings } from "./settings/merchant-settings.ts";
import { confirmPolicy, proposePolicy, withdrawPolicy } from "./settings/propose-policy.ts";
import { deleteView, listSavedViews, saveView } from "./settings/saved-views.ts";
import { setPolicy } from "./settings/set-policy.ts";

const id = randomUUID();
const EVERYBODY: readonly Role[] = ROLES;
const WORKERS: readonly Role[] = ["staff", "manager", "admin"];
const request = { requestKey: id, paymentId: id, amount: "1", reason: "A reason" };
const order = {
  orderId: "X",
  currency: "VND",
  amount: "1",
  placedAt: "2026-01-01T00:00:00Z",
  customer: { name: "X", email: null, phone: null },
  payments: [],
};

const accountChange = {
  gateway: "neox",
  label: "",
  environment: "sandbox",
  baseUrl: "",
  credentials: {},
  settings: {},
};

const link = {
  linkId: id,
  orderId: "none",
  gatewayAccountId: id,
  way: "GET" as const,
  amount: "1",
  orderInfo: "X",
  locale: "vi",
  methods: [],
  expiresInMinutes: 60,
  customer: { id: undefined, email: undefined, phone: undefined, ip: undefined },
  createToken: false,
  forIframe: false,
  items: [],
};

const gone = AbortSignal.abort();
const exporting = (context: TestPerson) => ({ ...context, databaseUrl: database.url });

type Service = (context: TestPerson) => Promise<Result<unknown, AppError>>;

/**
 * Who may do what, written out once more by hand (docs: Roles). Each service is called with things that do not
 * exist, so that it either says "forbidden" or gets far enough to say something else.
 */
const MATRIX: Readonly<Record<string, readonly [may: readonly Role[], service: Service]>> = {
  getOrder: [EVERYBODY, (context) => getOrder(context, "none")],
  getOrderPage: [EVERYBODY, (context) => getOrderPage(context, "none")],
  getEvidencePack: [WORKERS, (context) => getEvidencePack(context, "none")],
  findAnything: [EVERYBODY, (context) => findAnything(context, "none")],
  lookUp: [EVERYBODY, (context) => lookUp(context, "none")],
  listFilterOptions: [WORKERS, listFilterOptions],
  listSavedViews: [WORKERS, (context) => listSavedViews(context, { list: "orders" })],
  saveView: [WORKERS, (context) => saveView(context, { list: "refunds", name: "X", search: "", isShared: false })],
  deleteView: [WORKERS, (context) => deleteView(context, { viewId: id })],
  listOrders: [WORKERS, (context) => listOrders(context, { limit: 1 })],
  getGroupForm: [WORKERS, (context) => getGroupForm(context, { orderId: "none", currency: "VND" })],
  getRefundForm: [WORKERS, (context) => getRefundForm(context, { orderId: "none" })],
  getRefund: [WORKERS, (context) => getRefund(context, id)],
  getRefundView: [WORKERS, (context) => getRefundView(context, id)],
  listRefunds: [WORKERS, (context) => listRefunds(context, { limit: 1 })],
  listRefundObjects: [WORKERS, (context) => listRefundObjects(context, { limit: 1 })],
  listApprovals: [WORKERS, (context) => listApprovals(context, { tab: "for-me", limit: 1 })],
  readCounts: [WORKERS, (context) => readCounts(context, { list: "orders" })],
  exportRefunds: [WORKERS, (context) => exportRefunds(exporting(context), {}, gone)],
  exportRefundsInFull: [["manager"], (context) => exportRefunds(exporting(context), { revealWhy: "A reason" }, gone)],
  exportOrders: [WORKERS, (context) => exportOrders(exporting(context), {}, gone)],
  getExportForm: [WORKERS, (context) => getExportForm(context, { subject: "orders", filter: {} })],
  readDashboard: [WORKERS, (context) => readDashboard(context, { days: 7 })],
  listExports: [WORKERS, (context) => listExports(context, "refunds")],
  checkPayment: [WORKERS, (context) => checkPayment(context, { paymentId: id })],
  getPayForm: [["staff", "manager"], (context) => getPayForm(context, "none")],
  getPaymentLink: [["staff", "manager"], (context) => getPaymentLink(context, id)],
  askPaymentLink: [["staff", "manager"], (context) => askPaymentLink(context, { linkId: id })],
  createPaymentLink: [["staff", "manager"], (context) => createPaymentLink(context, link)],
  queryRefundNow: [WORKERS, (context) => queryRefundNow(context, { refundId: id })],
  requestRefund: [["staff", "manager"], (context) => requestRefund(context, request)],
  requestGroup: [["staff", "manager"], (context) => requestGroup(context, { ...request, parts: [request] })],
  previewRefund: [
    ["staff", "manager"],
    (context) => previewRefund(context, { paymentId: id, amount: "1", currency: "VND", reason: "A reason" }),
  ],
  requestRefundByApi: [
    [],
    (context) =>
      requestRefundByApi(context, {
        idempotencyKey: "k",
        body: { paymentId: id, amount: "1", currency: "VND", reason: "A reason" },
      }),
  ],
  approveRefund: [["manager"], (context) => approveRefund(context, { refundId: id, sealedHash: "x" })],
  approveRefunds: [["manager"], (context) => approveRefunds(context, { seen: [{ refundId: id, sealedHash: "x" }] })],
  undoApprovals: [["manager"], (context) => undoApprovals(context, { refundIds: [id] })],
  sendBackRefund: [
    ["manager"],
    (context) => sendBackRefund(context, { refundId: id, sealedHash: "x", reason: "A reason" }),
  ],
  rejectRefund: [
    ["manager"],
    (context) => rejectRefund(context, { refundId: id, sealedHash: "x", reason: "A reason" }),
  ],
  revealReceiver: [["staff", "manager"], (context) => revealReceiver(context, { refundId: id, reason: "A reason" })],
  listCases: [WORKERS, (context) => listCases(context, { limit: 1 })],
  getCase: [WORKERS, (context) => getCase(context, id)],
  proposeAnswer: [["manager"], (context) => proposeAnswer(context, { caseId: id, answer: "noted", evidence: "Seen" })],
  confirmAnswer: [["manager"], (context) => confirmAnswer(context, { decisionId: id })],
  takeBackAnswer: [["manager"], (context) => takeBackAnswer(context, { decisionId: id })],
  readChaos: [WORKERS, (context) => readChaos(context)],
  startChaos: [WORKERS, (context) => startChaos(context, { gateway: "neox", fault: "late" })],
  readProof: [["manager", "admin"], (context) => readProof(context)],
  writeNote: [WORKERS, (context) => writeNote(context, { orderId: "none", text: "A note" })],
  askStaff: [["support"], (context) => askStaff(context, { orderId: "none", text: "Why?" })],
  answerQuestion: [["staff", "manager"], (context) => answerQuestion(context, { questionId: id, text: "Because" })],
  listQuestions: [["staff", "manager"], (context) => listQuestions(context, {})],
  listQuestionsOfOrder: [EVERYBODY, (context) => listQuestions(context, { orderId: "none" })],
  listMails: [["admin"], (context) => listMails(context, {})],
  listNotifications: [["manager", "admin"], (context) => listNotifications(context, { limit: 1 })],
  getNotification: [["manager", "admin"], (context) => getNotification(context, id)],
  replayNotification: [["manager", "admin"], (context) => replayNotification(context, { notificationId: id })],
  readAudit: [["manager", "admin"], (context) => readAudit(context, { limit: 1 })],
  upsertOrder: [["admin"], (context) => upsertOrder(context, order, { dryRun: true })],
  startReconciliation: [["manager", "admin"], (context) => startReconciliation(context, { gatewayAccountId: id })],
  listReconciliations: [["manager", "admin"], (context) => listReconciliations(context)],
  listComparableAccounts: [["manager", "admin"], (context) => listComparableAccounts(context)],
  getReconciliation: [["manager", "admin"], (context) => getReconciliation(context, id)],
  compareExtract: [
    ["manager", "admin"],
    (context) => compareExtract(context, { gatewayAccountId: id, csv: new Uint8Array(), fileName: "x.csv" }),
  ],
  importOrders: [["admin"], (context) => importOrders(context, { csv: new Uint8Array(), dryRun: true })],
  listUsers: [["admin"], listUsers],
  inviteUser: [["admin"], (context) => inviteUser(context, { email: "taken@example.test", name: "X", role: "staff" })],
  createUser: [
    ["admin"],
    (context) => createUser(context, { email: "taken@example.test", name: "X", role: "staff", password: "short" }),
  ],
  updateUser: [["admin"], (context) => updateUser(context, { userId: id, name: "X", role: "staff" })],
  disableUser: [["admin"], (context) => disableUser(context, { userId: id })],
  enableUser: [["admin"], (context) => enableUser(context, { userId: id })],
  resetUser: [["admin"], (context) => resetUser(context, { userId: id })],
  listApiKeys: [["admin"], listApiKeys],
  createApiKey: [["admin"], (context) => createApiKey(context, { name: "X" })],
  revokeApiKey: [["admin"], (context) => revokeApiKey(context, { apiKeyId: id })],
  readPolicyPage: [["admin"], readPolicyPage],
  // People propose; only the command line sets.
  setPolicy: [[], (context) => setPolicy(context, { default: { approvals: 1 }, rules: [] })],
  proposePolicy: [["admin"], (context) => proposePolicy(context, { default: { approvals: 1 }, rules: [] })],
  confirmPolicy: [["admin"], (context) => confirmPolicy(context, { changeId: id })],
  withdrawPolicy: [["admin"], (context) => withdrawPolicy(context, { changeId: id })],
  readMerchantSettings: [["admin"], readMerchantSettings],
  updateMerchantSettings: [
    ["admin"],
    (context) =>
      updateMerchantSettings(context, {
        name: "X",
        zone: "UTC",
        currencies: [],
        reasons: [],
        alertEmails: [],
        undoWindowMs: 0,
        approvalTtlHours: 1,
      }),
  ],
  listGatewayAccounts: [["admin"], listGatewayAccounts],
  upsertGatewayAccount: [[], (context) => upsertGatewayAccount(context, {})],
  listPausedAccounts: [EVERYBODY, listPausedAccounts],
  listStoppedAccounts: [EVERYBODY, listStoppedAccounts],
  readAccountHealth: [["admin"], readAccountHealth],
  getAccountForm: [["admin"], (context) => getAccountForm(context, {})],
  listAccountChanges: [["admin"], listAccountChanges],
  proposeAccountChange: [["admin"], (context) => proposeAccountChange(context, accountChange)],
  confirmAccountChange: [["admin"], (context) => confirmAccountChange(context, { changeId: id })],
  withdrawAccountChange: [["admin"], (context) => withdrawAccountChange(context, { changeId: id })],
  setAccountPaused: [["admin"], (context) => setAccountPaused(context, { gatewayAccountId: id, paused: true })],
  testGatewayAccount: [["admin"], (context) => testGatewayAccount(context, id)],
};

/** Their right hangs on the refund: who asked for it, who approved it. Below, on a real one. */
const BY_THE_REFUND: Readonly<Record<string, Service>> = {
  withdrawRefund: (context) => withdrawRefund(context, { refundId }),
  answerSentBack: (context) => answerSentBack(context, { refundId, note: "A note" }),
  undoApproval: (context) => undoApproval(context, { refundId }),
};

const database = useTestDatabase();
const people = new Map<Role, TestPerson>();
let refundId: string;

beforeAll(async () => {
  const services = testServices(database.prisma);
  for (const role of ROLES) {
    const email = role === "admin" ? "taken@example.test" : `${role}@example.test`;
    people.set(role, await personAtWork(services, role, { email }));
  }
  refundId = await requestedBy(await personAtWork(services, "staff"));
});

async function requestedBy(person: TestPerson): Promise<string> {
  const gatewayAccountId = await createGatewayAccount(person);
  const { paymentIds } = await createOrder(database.prisma, { payments: [{ gatewayAccountId, amount: "1000" }] });
  const requested = await requestRefund(person, { ...request, paymentId: paymentIds[0] ?? "" });
  if (!requested.ok) throw new Error(requested.error.code);
  return requested.value.id;
}

describe.each(Object.entries(MATRIX))("%s", (_name, [may, service]) => {
  test.each(ROLES)("K03 for %s", async (role) => {
    const person = people.get(role);
    if (!person) throw new Error(`Nobody is ${role}.`);

    const result = await service(person);

    const isForbidden = !result.ok && result.error.code === "forbidden";
    expect(isForbidden).toBe(!may.includes(role));
  });
});

describe.each(Object.entries(BY_THE_REFUND))("%s of somebody else's refund", (name, service) => {
  test.each(["support", "staff", "admin"] as const)("K14 is refused to %s", async (role) => {
    const person = people.get(role);

    expect(person && (await service(person)), name).toMatchObject({ ok: false, error: { code: "forbidden" } });
  });
});

test("every use case that a page, an action or a route can call is in the matrix", () => {
  const door = readFileSync("lib/server-services.ts", "utf8");
  const files = [...door.matchAll(/"\.\/(services\/[a-z/-]+\.ts)"/g)].map(([, file]) =>
    readFileSync(`lib/${file}`, "utf8"),
  );
  const useCases = files.flatMap((source) =>
    [...source.matchAll(/^export (?:async )?function (\w+)\(\s*context: AppContext,?\s*[,)\w{]/gm)].map(
      ([, name]) => name ?? "",
    ),
  );

  expect(useCases.length).toBeGreaterThan(30);
  expect(useCases.filter((name) => !(name in MATRIX) && !(name in BY_THE_REFUND))).toEqual([]);
});
