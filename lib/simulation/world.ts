import type { Operator } from "#lib/domain/operator.ts";
import { policyDocumentSchema } from "#lib/domain/policy.ts";
import type { Choice } from "#lib/gateways/emulator-kit/behaviour.ts";
import type { AppContext, Services } from "#lib/services/context.ts";
import { notificationUrl, sealCredentials } from "#lib/services/gateway-accounts/open-gateway-account.ts";
import type { RefundReceipt } from "#lib/services/refunds/answer-again.ts";
import type { SendingContext } from "#lib/services/sending/sending.ts";
import type { Attempt, Case, Payment, Refund } from "#prisma/generated/client.ts";
import { Coverage } from "./coverage.ts";
import { dailyLimits } from "./daily-limits.ts";
import { gatewayFaults, settleAfterMs } from "./gateway-faults.ts";
import { simulateEasylink } from "./gateways/easylink.ts";
import { simulateNeox } from "./gateways/neox.ts";
import { simulatePayease } from "./gateways/payease.ts";
import type { SimulatedGateway } from "./gateways/simulated-gateway.ts";
import { MemoryDatabase } from "./memory/database.ts";
import { createMemoryStore } from "./memory/memory-store.ts";
import { ZONE } from "./memory/usage.ts";
import { Network, type Trip, type Trips } from "./network.ts";
import { openVault } from "./open-vault.ts";
import { PostOffice, type Web } from "./post-office.ts";
import { LockTable, Process, type StepFault } from "./process.ts";
import { createRandom, type Random } from "./random.ts";
import { Scheduler } from "./scheduler.ts";
import { badTrip, drawOutages, goodTrip, type Swarm, stepFault } from "./swarm.ts";
import { WorkForce } from "./work-force.ts";

/** 22 November 2026, 00:00 UTC: a moment that no clock of a test machine shows by chance. */
const BEGINNING = Date.UTC(2026, 10, 22);
const PUBLIC_URL = "http://desk.example";

/** What goes wrong in a world: drawn from its seed, or aimed. */
export type Trouble = {
  readonly atStep: (process: Process, label: string, random: Random) => StepFault | null;
  readonly behaviour: (gateway: SimulatedGateway, random: Random) => Choice;
  readonly trip: (random: Random, gateway: SimulatedGateway, isSubmit: boolean) => Trip;
};

export type WorldOptions = { readonly keepsLog?: boolean; readonly trouble?: Trouble };

/** One simulated merchant: database, processes, people, gateways and the wires between them, all drawn from a seed. */
export class World {
  readonly swarm: Swarm;
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly coverage = new Coverage();
  readonly database: MemoryDatabase;
  readonly gateways: readonly SimulatedGateway[];
  readonly network: Network;
  readonly postOffice: PostOffice;
  readonly workForce: WorkForce;
  readonly staff = person(1, "staff");
  readonly managers = [person(2, "manager"), person(3, "manager"), person(4, "manager")];
  readonly apiKey: Operator = { kind: "api-key", id: uuid(5), name: "Shop" };
  readonly promised = new Map<string, RefundReceipt>();
  readonly errors = new Map<string, number>();
  readonly processes = new Set<Process>();
  readonly #locks: LockTable;
  readonly #trouble: Trouble;
  readonly #payments: Payment[] = [];
  readonly #planned = new Set<string>();
  readonly #resend = new Map<string, boolean>();
  #web: Web;
  #keys = 0;
  #born = 0;

  constructor(swarm: Swarm, { keepsLog = false, trouble }: WorldOptions = {}) {
    this.swarm = swarm;
    this.random = createRandom(swarm.seed);
    this.#trouble = trouble ?? this.#drawnTrouble();
    this.scheduler = new Scheduler(BEGINNING, keepsLog);
    this.database = new MemoryDatabase(this.scheduler);
    this.#locks = new LockTable(this.scheduler, () => this.coverage.hit("sender is alive"));
    this.gateways = swarm.gateways.map((name) => this.#openGateway(name));
    const { scheduler, coverage, gateways, database } = this;
    this.network = new Network({ scheduler, coverage, gateways, trips: this.#trips() });
    this.#web = this.#startWeb();
    this.postOffice = new PostOffice({
      scheduler,
      coverage,
      random: this.random.fork("post"),
      web: () => this.web(),
      lost: () => swarm.lostNotifications,
      inTrouble: () => this.inTrouble,
    });
    const accountIds = gateways.map(({ accountId }) => accountId);
    const note = (error: unknown, chore: string) => this.noteError(error, chore);
    this.workForce = new WorkForce({ scheduler, database, random: this.random.fork("work"), accountIds, note });
    database.onCommit = (tables) => {
      if (tables.includes("refund")) this.#planNew();
      this.workForce.poke(tables);
    };
    this.#furnish();
  }

  get sinceMs(): number {
    return this.scheduler.now - BEGINNING;
  }

  get inTrouble(): boolean {
    return this.sinceMs < this.swarm.troubleForMs;
  }

  /** The one that answers: one that stands still is taken out of service and another one started. */
  web(): Web {
    if (this.#web.process.frozenUntil > this.scheduler.now + 5_000) this.#web = this.#startWeb();
    return this.#web;
  }

  gatewayOf(name: string): SimulatedGateway {
    const found = this.gateways.find((gateway) => gateway.name === name);
    if (!found) throw new Error(`the world has no gateway ${name}`);
    return found;
  }

  attemptsOf(refundId: string): Attempt[] {
    return [...(this.database.tables.attempts.groups.get(refundId)?.values() ?? [])];
  }

  openCases(): Case[] {
    return [...this.database.tables.cases.rows.values()].filter((entry) => entry.closedAt === null);
  }

  paymentAtRandom(): Payment {
    return this.random.pick(this.#payments);
  }

  othersOfOrder({ id, orderId }: Payment): Payment[] {
    return this.swarm.groups ? this.#payments.filter((other) => other.orderId === orderId && other.id !== id) : [];
  }

  /** All that was asked for at once. */
  togetherWith(refund: Refund): Refund[] {
    if (refund.groupId === null) return [refund];
    return [...this.database.tables.refunds.rows.values()].filter(({ groupId }) => groupId === refund.groupId);
  }

  newKey(): string {
    this.#keys += 1;
    return uuid(1_000 + this.#keys);
  }

  /** Somebody was told that this refund is recorded; true when it is heard for the first time. */
  promise(receipt: RefundReceipt): boolean {
    const isNew = !this.promised.has(receipt.id);
    this.promised.set(receipt.id, receipt);
    return isNew;
  }

  /** Bytes of it may be on the wire, or in a process that stands still. */
  mayStillArrive(refundId: string): boolean {
    if (this.network.onTheWay > 0) return true;
    const now = this.scheduler.now;
    if ([...this.processes].some((process) => !process.isDead && process.frozenUntil > now)) return true;
    return this.attemptsOf(refundId).some(({ outcome, kind }) => kind === "submit" && outcome === "open");
  }

  wantsToSendAgain(refundId: string): boolean {
    const known = this.#resend.get(refundId);
    const wish = known ?? this.random.chance(0.3);
    this.#resend.set(refundId, false);
    return wish;
  }

  startWorker(): Process {
    const process = this.#born_("worker");
    const context = this.#sendingContext(process);
    process.onDeath = () => this.scheduler.after(this.random.magnitude(1_000, 60_000), null, () => this.startWorker());
    void this.workForce.employ(process, context, this.swarm.slots).then(() => {
      process.isDead = true;
      this.processes.delete(process);
    });
    return process;
  }

  /** As a deploy does it: the old one ends what it has begun, a new one starts. */
  deploy(): void {
    this.coverage.hit("deploy");
    for (const process of [...this.processes]) {
      if (!process.name.startsWith("worker") || process.isStopping) continue;
      process.isStopping = true;
      this.workForce.wakeAllOf(process);
      this.scheduler.after(25_000, null, () => {
        process.onDeath = () => {};
        process.crash();
        this.processes.delete(process);
      });
      this.startWorker();
    }
  }

  /** Somebody sends what no gateway said, or says again what one said. */
  forgeSomething(): void {
    const refunds = [...this.database.tables.refunds.rows.values()];
    if (refunds.length === 0) return;
    const { gateway, reference } = this.random.pick(refunds);
    this.postOffice.forge(this.gatewayOf(gateway).forge(reference));
  }

  /** The bank gave back what had arrived: the gateway says "failed" after "succeeded". */
  contradictSomething(): void {
    const succeeded = [...this.database.tables.refunds.rows.values()].filter(({ state }) => state === "succeeded");
    const refund = succeeded.length > 0 ? this.random.pick(succeeded) : undefined;
    const message = refund && this.gatewayOf(refund.gateway).contradict(refund.reference);
    if (message) this.postOffice.send(message);
  }

  /** Another secret is in force at the gateway and here; the one before verifies for another week. */
  rotateKeys(): void {
    const { secrets, refunds } = this.database.tables;
    const inFlight = [...refunds.rows.values()].some(({ state }) => state === "processing" || state === "unknown");
    if (inFlight) this.coverage.hit("key rotation in flight");
    for (const { accountId: id, name: gateway, rotate } of this.gateways) {
      const row = secrets.rows.get(`${id}/1`);
      if (!row) continue;
      const sealed = sealCredentials(openVault, { accountId: id, gateway, version: 2 }, rotate());
      const retiredAt = new Date(this.scheduler.now + 7 * 86_400_000);
      secrets.apply(one({ ...row, secret: { ...row.secret, retiredAt } }));
      secrets.apply(one({ id: `${id}/2`, secret: { ...row.secret, ...sealed, version: 2 } }));
    }
  }

  noteError(error: unknown, where: string): void {
    const text = `${where}: ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`;
    const kind = text.replace(/[0-9a-f-]{36}/g, "ID").slice(0, 120);
    this.errors.set(kind, (this.errors.get(kind) ?? 0) + 1);
  }

  #startWeb(): Web {
    const process = this.#born_("web");
    process.onDeath = () => {
      this.#web = this.#startWeb();
    };
    return { process, services: this.#services(process) };
  }

  #born_(kind: string): Process {
    this.#born += 1;
    const random = this.random.fork(`process ${this.#born}`);
    const process = new Process(`${kind}${this.#born}`, this.scheduler, this.#locks, (struck, label) => {
      const fault = this.#trouble.atStep(struck, label, random);
      if (fault && fault.kind !== "delay") this.coverage.hit(`${fault.kind} at ${label}`);
      return fault;
    });
    if (this.swarm.clocksDiffer) process.skewMs = random.between(-6 * 3_600_000, 6 * 3_600_000);
    this.processes.add(process);
    return process;
  }

  #services(process: Process): Services {
    const log = {
      error: ({ err }: { err?: unknown }, text: string) => err && this.noteError(err, text.slice(0, 40)),
      warn: () => {},
      info: () => {},
    };
    return {
      prisma: null as never,
      store: createMemoryStore(this.database, process),
      vault: openVault,
      log: log as never,
      publicUrl: PUBLIC_URL,
      allowLoopbackGateways: true,
    };
  }

  #sendingContext(process: Process): SendingContext {
    const context: AppContext = { ...this.#services(process), operator: { kind: "worker", name: "Refund Desk" } };
    const random = this.random.fork(`backoff ${process.name}`);
    return {
      ...context,
      worker: process.name,
      locks: this.#locks.of(process),
      gatewayHttp: this.network.of(process),
      monotonicMs: () => process.monotonicMs,
      random: random.next,
    };
  }

  #openGateway(name: string): SimulatedGateway {
    const { portalRefundsPossible, countsPending, paysKnownNumbersAgain } = this.swarm;
    const random = this.random.fork(name);
    const accountId = uuid(11 + ["neox", "easylink", "payease"].indexOf(name));
    if (name === "payease") return simulatePayease({ accountId, mayAsk: random.chance(0.7) });
    if (name === "easylink") return simulateEasylink({ accountId, waitingState: random.pick([0, 1]) });
    return simulateNeox({
      accountId,
      notificationUrl: notificationUrl(PUBLIC_URL, accountId),
      portalRefundsPossible,
      countsPending,
      duplicateRequest: paysKnownNumbersAgain ? "pay_again" : "refuse",
    });
  }

  #furnish(): void {
    const { tables } = this.database;
    const { approvals, payments } = this.swarm;
    const limits = this.swarm.dailyLimits ? dailyLimits(this.gateways.map(({ currency }) => currency)) : undefined;
    this.database.policy = policyDocumentSchema.parse({ default: { approvals }, limits });
    tables.settings.apply(one({ ...SETTINGS, id: "1", updatedAt: this.database.now }));
    for (const { id, role } of [this.staff, ...this.managers]) tables.users.apply(one({ id, role, active: true }));
    for (const gateway of this.gateways) this.#furnishAccount(gateway);
    for (let number = 1; number <= payments; number += 1) this.#pay(number);
    for (let index = 0; index < this.swarm.portalRefunds; index += 1) this.#planPortalRefund();
  }

  #furnishAccount({ accountId: id, name: gateway, baseUrl, credentials, settings }: SimulatedGateway): void {
    const { accounts, secrets } = this.database.tables;
    const at = this.database.now;
    const paused = { pausedAt: null, pausedBy: null, pausedWhy: null };
    const environment = "sandbox";
    accounts.apply(
      one({
        id,
        gateway,
        label: gateway,
        environment,
        baseUrl,
        settings: settings as never,
        ...paused,
        createdAt: at,
        updatedAt: at,
      }),
    );
    const sealed = sealCredentials(openVault, { accountId: id, gateway, version: 1 }, credentials);
    const secret = { id, gateway, baseUrl, settings, version: 1, ...sealed, identity: "", retiredAt: null };
    secrets.apply(one({ id: `${id}/1`, secret }));
  }

  #pay(number: number): void {
    const gateway = this.random.pick(this.gateways);
    const capturedMinor = 1_000 * this.random.between(10, 9_000);
    const method = this.random.pick(["QR", "CC", "ATM"]);
    const at = this.database.now;
    const payment: Payment = {
      id: uuid(100 + number),
      orderId: this.#orderFor(number, gateway),
      gatewayAccountId: gateway.accountId,
      gateway: gateway.name,
      ...gateway.pay(number, capturedMinor, method),
      status: "succeeded",
      capturedMinor: BigInt(capturedMinor),
      reservedMinor: 0n,
      refundedMinor: 0n,
      gatewayRefundedMinor: 0n,
      heldMinor: 0n,
      heldWhy: null,
      paidAt: at,
      checkedAt: null,
      createdAt: at,
      updatedAt: at,
    };
    this.#payments.push(payment);
    this.database.tables.payments.apply(one(payment));
  }

  /** One of its own, or that of an earlier payment. */
  #orderFor(number: number, gateway: SimulatedGateway): string {
    const earlier = this.swarm.groups && this.#payments.findLast(({ gateway: name }) => name === gateway.name);
    return earlier && this.random.chance(0.6) ? earlier.orderId : uuid(50_000 + number);
  }

  #planPortalRefund(): void {
    const { random, swarm } = this;
    const payment = random.pick(this.#payments);
    // Where the account says that nobody refunds in the portal, somebody may, but never by an amount of ours.
    const amount = swarm.portalRefundsPossible
      ? Number(payment.capturedMinor / 10n) * random.pick([1, 2, 5, 9])
      : 1_007;
    this.scheduler.after(random.next() * swarm.troubleForMs, null, () => {
      this.coverage.hit("portal refund");
      this.gatewayOf(payment.gateway).portalRefund(payment, amount);
    });
  }

  #planNew(): void {
    const { rows } = this.database.tables.refunds;
    if (rows.size === this.#planned.size) return;
    for (const refund of rows.values()) if (!this.#planned.has(refund.id)) this.#planFor(refund);
  }

  #planFor({ id, reference, gateway: name }: Refund): void {
    this.#planned.add(id);
    const gateway = this.gatewayOf(name);
    const choice = this.#trouble.behaviour(gateway, this.random.fork(`gateway ${this.#planned.size}`));
    gateway.plan(reference, choice);
  }

  #trips(): Trips {
    const random = this.random.fork("network");
    return (gateway, isSubmit) => this.#trouble.trip(random, gateway, isSubmit);
  }

  #drawnTrouble(): Trouble {
    const { swarm } = this;
    const isOut = drawOutages(this.random.fork("outages"), swarm);
    return {
      atStep: (_process, _label, random) => (this.inTrouble ? stepFault(random, swarm) : null),
      behaviour: ({ name }, random) => {
        const fault = this.inTrouble && random.chance(swarm.faultRate) ? random.pick(gatewayFaults(name)) : null;
        if (fault) this.coverage.hit(`${name} ${fault.name}`);
        return { settleAfterMs: settleAfterMs(random), ...fault?.choice(random) };
      },
      trip: (random, gateway, isSubmit) => {
        if (!this.inTrouble) return goodTrip(random);
        if (isOut(gateway, this.sinceMs)) return { ...goodTrip(random), refused: "refused" as const };
        if (!random.chance(swarm.faultRate * 0.5)) return goodTrip(random);
        return badTrip(random, isSubmit && !(gateway.name === "neox" && swarm.paysKnownNumbersAgain));
      },
    };
  }
}

const SETTINGS = {
  name: "Simulated",
  zone: ZONE.name,
  currencies: [],
  reasons: [],
  alertEmails: [],
  undoWindowMs: 8_000,
  approvalTtlHours: 72,
};

function one<T extends { readonly id: string }>(row: T): ReadonlyMap<string, T> {
  return new Map([[row.id, row]]);
}

function person(number: number, role: "staff" | "manager") {
  return { kind: "user", id: uuid(number), name: `${role} ${number}`, role, language: "en", zone: "UTC" } as const;
}

/** A UUID that says which one it is. */
function uuid(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}
