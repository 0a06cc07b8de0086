import { beforeAll, describe, expect, it } from "vitest";
import { CRASH_POINTS, type CrashPoint } from "./crash-points.ts";
import { type Round, runRound } from "./round.ts";
import { GATEWAYS } from "./shop.ts";
import type { Joined } from "./truth.ts";

const REFUNDS = 500;
const KILLS = 20;
const PER_POINT = 2;

let round: Round;

/** Without a web process, which needs a build: requests and notifications meet the services that stand behind one. */
beforeAll(async () => {
  const seed = process.env.REAL_SEED ?? String(Date.now());
  round = await runRound({
    ...{ seed, refunds: REFUNDS, front: "services", say: (line) => console.info(`REAL_SEED=${seed}: ${line}`) },
    deck: {
      ...{ crashesPerPoint: PER_POINT, kills: 2, freezes: 0, freezesPerPoint: 1, terminations: 1 },
      ...{ databaseRestarts: 1, cutSessions: 2, lostLeases: 3, fullLeasesPercent: 20 },
    },
  });
}, 600_000);

/** The refunds in whose middle a worker died at this point. */
function diedOver(point: CrashPoint): Joined[] {
  const held = round.happened.deaths.filter((death) => death.point === point).map(({ refund }) => refund);
  return round.verdict.refunds.filter(({ id, reference }) => held.includes(id) || held.includes(reference));
}

/** easylink refuses a number it knows, so there a proven absence is sent once more; elsewhere nothing is. */
const sendsAllowed = ({ gateway }: Joined, byTheDead: 0 | 1) => byTheDead + (gateway === "easylink" ? 1 : 0);

describe("real processes that die, freeze and lose their database while they send", () => {
  it(`D10 D11 H01 move each of ${REFUNDS} refunds at most once over ${KILLS} kills, say succeeded of exactly those that moved, and lose none`, () => {
    const { verdict, happened } = round;

    expect(verdict.broken).toEqual([]);
    expect(verdict.strangers).toEqual([]);
    expect(verdict.refunds).toHaveLength(REFUNDS);
    expect(new Set(verdict.refunds.map(({ gateway }) => gateway))).toEqual(new Set(GATEWAYS));
    expect(happened.deaths.length).toBeGreaterThanOrEqual(KILLS);
    expect(happened.freezes.length).toBeGreaterThan(0);
    expect(happened.lostLeases).toBeGreaterThan(0);
  });

  it.each(CRASH_POINTS)("meet their end at %s", (point) => {
    expect(round.happened.deaths.filter((death) => death.point === point).length).toBeGreaterThanOrEqual(PER_POINT);
  });

  it("D01 a worker killed before its attempt is written leaves the sending to another", () => {
    expect(
      diedOver("before_attempt").filter(({ submits, state }) => submits.length === 0 && state !== "queued"),
    ).toEqual([]);
  });

  it.each<[string, CrashPoint, 0 | 1]>([
    ["D02 an attempt that was committed and never sent", "attempt_committed", 0],
    ["D03 a request of which half has left", "half_sent", 0],
    ["D04 a request whose answer found nobody", "sent", 1],
    ["D05 an answer that was never written down", "answered", 1],
    ["D06 an outcome that is committed", "outcome_committed", 1],
  ])("%s is not sent again on a guess", (_, point, byTheDead) => {
    const refunds = diedOver(point);

    expect(refunds.length).toBeGreaterThan(0);
    expect(refunds.filter((refund) => refund.arrivals > sendsAllowed(refund, byTheDead))).toEqual([]);
  });

  it("D07 a notification whose reader dies is applied by another", () => {
    const refunds = [...diedOver("evidence_written"), ...diedOver("notification_applied")];

    expect(refunds.length).toBeGreaterThan(0);
    expect(refunds.filter(({ moves, state }) => moves === 1 && !["succeeded", "needs_review"].includes(state))).toEqual(
      [],
    );
  });

  it("D08 D17 a worker frozen between commit and send does not send when it goes on", () => {
    const frozen = round.happened.freezes
      .filter(({ point }) => point === "attempt_committed")
      .map(({ refund }) => refund);
    const refunds = round.verdict.refunds.filter(({ id }) => frozen.includes(id));

    expect(refunds.filter(({ arrivals, submits }) => arrivals >= submits.length)).toEqual([]);
  });

  it("D09 a worker frozen in the middle of its request moves the money once at most", () => {
    const frozen = round.happened.freezes.filter(({ point }) => point === "half_sent").map(({ refund }) => refund);

    expect(round.verdict.refunds.filter(({ reference, moves }) => frozen.includes(reference) && moves > 1)).toEqual([]);
  });

  it("D16 a worker that is told to stop ends by itself and in order, also while its database does not answer", () => {
    expect(round.happened.stops.filter(({ code }) => code !== 0)).toEqual([]);
    expect(round.happened.stops.length).toBeGreaterThan(0);
  });

  it("C04 C05 the database restarts, sessions end and answers of commits are lost in the middle of it", () => {
    expect(round.happened.databaseRestarts).toBeGreaterThan(0);
    expect(round.happened.cutSessions).toBeGreaterThan(0);
  });
});
