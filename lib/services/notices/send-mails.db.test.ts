import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rejectRefund } from "#lib/services/refunds/reject-refund.ts";
import { requestRefund } from "#lib/services/refunds/request-refund.ts";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { createOrder } from "#prisma/factories/create-order.ts";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { listMails } from "./list-mails.ts";
import { type MailSetting, openMailWay } from "./mail-way.ts";
import { readNoticeWishes, saveNoticeWishes } from "./notice-wishes.ts";
import { type MailContext, sendNextMail } from "./send-mails.ts";

const database = useTestDatabase();
let lan: TestPerson;
let minh: TestPerson;
let admin: TestPerson;
let gatewayAccountId: string;
let server: MailServer;

beforeAll(async () => {
  const services = testServices(database.prisma);
  gatewayAccountId = await createGatewayAccount(services);
  lan = await personAtWork(services, "staff", { name: "Lan\r\nBcc: all@example.test", language: "vi" });
  minh = await personAtWork(services, "manager", { name: "Minh" });
  admin = await personAtWork(services, "admin");
});
beforeEach(async () => {
  await database.prisma.$executeRaw`TRUNCATE notice, mail, notice_wish`;
  server = await openMailServer();
});
afterEach(() => server.close());

/** One mail to Minh, who may approve it. */
async function asked() {
  const { paymentIds, orderId } = await createOrder(database.prisma, {
    payments: [{ gatewayAccountId, amount: "100000" }],
  });
  const input = { requestKey: randomUUID(), paymentId: paymentIds[0] ?? "", amount: "40000", reason: "Returned" };
  const refund = await requestRefund(lan, input);
  if (!refund.ok) throw new Error(refund.error.code);
  const { id, sealedHash } = await database.prisma.refund.findUniqueOrThrow({ where: { id: refund.value.id } });
  return { refundId: id, sealedHash, orderId };
}

async function worker(mails: MailSetting = { url: server.url, from: "Refund Desk <desk@shop.example>" }) {
  const way = await openMailWay(mails);
  const { prisma, log } = lan;
  return {
    prisma,
    log,
    worker: randomUUID(),
    mails: way,
    deskUrl: "https://desk.example",
    random: () => 1,
  } as MailContext;
}

const outcomes = async () =>
  (await database.prisma.mail.findMany({ orderBy: { noticeId: "asc" } })).map(({ outcome }) => outcome ?? "waiting");
const due = () =>
  database.prisma.$executeRaw`UPDATE mail SET next_try_at = now(), lease_until = NULL WHERE ended_at IS NULL`;

describe("a notice by e-mail", () => {
  it("reaches the mail server once, in its reader's language, with a way to the record and no header of others", async () => {
    const { refundId, sealedHash } = await asked();
    const context = await worker();
    await sendNextMail(context);
    await rejectRefund(minh, { refundId, sealedHash, reason: "No parcel" });
    await sendNextMail(context);
    expect(await sendNextMail(context)).toBe(false);

    expect(await outcomes()).toEqual(["sent", "sent"]);
    expect(server.mails.map(({ to }) => to)).toEqual([minh.email, lan.email]);
    const [toMinh = "", toLan = ""] = server.mails.map(({ data }) => data);
    expect(toMinh).toMatch(/^Subject: Refund Desk: VND/m);
    expect(toMinh).toContain(`https://desk.example/refunds/${refundId}`);
    expect(toMinh).toMatch(/^Message-ID: <notice-\d+@shop\.example>/im);
    expect(toLan).toMatch(/lang=3D"vi"|lang="vi"/);
    expect(toMinh + toLan).not.toMatch(/^Bcc:/im);
  });

  it("is sent once by many workers", async () => {
    await Promise.all([asked(), asked(), asked()]);
    const workers = await Promise.all(Array.from({ length: 4 }, () => worker()));

    await Promise.all(
      workers.map(async (one) => {
        while (await sendNextMail(one));
      }),
    );

    expect(await outcomes()).toEqual(["sent", "sent", "sent"]);
    expect(server.mails).toHaveLength(3);
  });

  it("survives a worker that dies after the server's yes: it is sent again under the same message ID", async () => {
    await asked();
    const dying = await worker();
    const way = dying.mails;
    if (way.kind !== "smtp") throw new Error("no server");
    const breaks = async (...mail: Parameters<typeof way.send>) => {
      await way.send(...mail);
      throw new Error("the process ends here");
    };
    await expect(sendNextMail({ ...dying, mails: { kind: "smtp", send: breaks } })).rejects.toThrow("ends here");

    expect(await sendNextMail(await worker())).toBe(false);
    await database.prisma.$executeRaw`UPDATE mail SET lease_until = now() - interval '1 second'`;
    await sendNextMail(await worker());

    expect(await outcomes()).toEqual(["sent"]);
    const ids = server.mails.map(({ data }) => /^Message-ID: (.*)$/im.exec(data)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it.each(["refuses connections", "says not now", "hangs up"] as const)(
    "is kept and tried again later while the server %s, and then leaves",
    async (trouble) => {
      await asked();
      const context = await worker();
      await server.get(trouble);

      expect(await sendNextMail(context)).toBe(false);
      const [mail] = await database.prisma.mail.findMany();
      expect(mail).toMatchObject({ tries: 1, outcome: null, leaseOwner: null, lastError: expect.any(String) });
      expect(mail?.nextTryAt.getTime()).toBeGreaterThan(Date.now());

      await server.get("well");
      await due();
      await sendNextMail(context);
      expect(await outcomes()).toEqual(["sent"]);
    },
  );

  it("is given up where the server refuses its receiver for good, and after twelve tries", async () => {
    await asked();
    const context = await worker();
    await server.get("knows nobody");
    await sendNextMail(context);
    expect(await outcomes()).toEqual(["gave_up"]);

    await asked();
    await server.get("says not now");
    for (let tries = 0; tries < 12; tries += 1) {
      await due();
      await sendNextMail(context);
    }
    expect(await outcomes()).toEqual(["gave_up", "gave_up"]);
  });

  it("does not pile up where there is no mail server, and is not sent to somebody who has left", async () => {
    await asked();
    await sendNextMail(await worker("none"));
    await asked();
    await database.prisma.user.update({ where: { id: minh.operator.id }, data: { status: "disabled" } });
    await sendNextMail(await worker());
    await database.prisma.user.update({ where: { id: minh.operator.id }, data: { status: "active" } });

    expect(await outcomes()).toEqual(["no_server", "not_wanted"]);
    expect(server.mails).toEqual([]);
  });

  it("is kept in the demo, where administrators read it", async () => {
    const { orderId } = await asked();
    await sendNextMail(await worker("kept"));

    const page = await listMails(admin, { q: minh.email });
    expect(page.ok && page.value.items).toMatchObject([
      { state: "kept", to: "Minh", kept: { to: minh.email, subject: expect.stringContaining(orderId) } },
    ]);
    await expect(database.prisma.$executeRaw`UPDATE mail SET outcome = 'sent'`).rejects.toThrow(/has its end/);
  });
});

describe("what people want to hear of", () => {
  it("is as usual until they say otherwise, and then as they say, in the desk and by mail", async () => {
    const kinds = () => database.prisma.notice.findMany({ select: { inPage: true, byMail: true } });
    expect(await readNoticeWishes(minh)).toMatchObject({
      value: expect.arrayContaining([{ topic: "approvals", inPage: true, byMail: true }]),
    });

    await saveNoticeWishes(minh, { inPage: [], byMail: ["approvals", "changes"] });
    await asked();
    await saveNoticeWishes(minh, { inPage: ["approvals"], byMail: [] });
    await asked();
    await saveNoticeWishes(minh, { inPage: [], byMail: [] });
    await asked();

    expect(await kinds()).toEqual([
      { inPage: false, byMail: true },
      { inPage: true, byMail: false },
    ]);
    expect(await outcomes()).toEqual(["waiting"]);
    expect(await readNoticeWishes(admin)).toEqual({
      ok: true,
      value: [{ topic: "changes", inPage: true, byMail: true }],
    });
  });
});

type Mood = "well" | "refuses connections" | "says not now" | "hangs up" | "knows nobody";
type MailServer = {
  readonly url: string;
  readonly mails: { readonly to: string; readonly data: string }[];
  readonly get: (mood: Mood) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** As much of SMTP as a client needs, and the moods of real servers. */
async function openMailServer(): Promise<MailServer> {
  const mails: MailServer["mails"] = [];
  let mood: Mood = "well";
  const tcp = createServer((socket) => (mood === "hangs up" ? socket.destroy() : converse(socket, () => mood, mails)));
  const port = await listen(tcp, 0);
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    get: async (next) => {
      if (next === "refuses connections") await closed(tcp);
      else if (mood === "refuses connections") await listen(tcp, port);
      mood = next;
    },
    close: () => closed(tcp),
  };
}

function converse(socket: Socket, mood: () => Mood, mails: MailServer["mails"]): void {
  let [to, data, inData] = ["", "", false];
  let rest = "";
  const say = (line: string) => socket.write(`${line}\r\n`);
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    rest += chunk.toString("utf8");
    for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      if (inData) {
        if (line !== ".") data += `${line}\n`;
        else {
          inData = false;
          mails.push({ to, data });
          data = "";
          say("250 taken");
        }
      } else if (line.startsWith("RCPT TO:")) {
        to = /<(.*)>/.exec(line)?.[1] ?? "";
        say({ "says not now": "451 later", "knows nobody": "550 nobody" }[mood() as string] ?? "250 fine");
      } else if (line === "DATA") {
        inData = true;
        say("354 go on");
      } else if (line === "QUIT") {
        say("221 bye");
        socket.end();
      } else say("250 fine");
    }
  });
  say("220 ready");
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve) =>
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!server.listening) return resolve();
    server.close(() => resolve());
  });
}
