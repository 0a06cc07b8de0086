import { beforeEach, describe, expect, it } from "vitest";
import { personAtWork, type TestPerson, testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { deleteView, listSavedViews, saveView } from "./saved-views.ts";

const database = useTestDatabase();
let lan: TestPerson;
let minh: TestPerson;

beforeEach(async () => {
  const services = testServices(database.prisma);
  lan = await personAtWork(services, "staff");
  minh = await personAtWork(services, "manager");
});

async function namesFor(person: TestPerson) {
  const views = await listSavedViews(person, { list: "orders" });
  if (!views.ok) throw new Error(views.error.code);
  return views.value.map(({ name, search, by }) => `${name} ${search} ${by === null ? "own" : "shared"}`);
}

describe("saved views", () => {
  it("are one's own until they are shared, keep no place in the list, and change under their name", async () => {
    const view = { list: "orders", name: "Failed", search: "cursor=abc&state=failed&x=1", isShared: false } as const;

    await saveView(lan, view);
    expect(await namesFor(lan)).toEqual(["Failed state=failed own"]);
    expect(await namesFor(minh)).toEqual([]);

    await saveView(lan, { ...view, search: "q=Hoa&state=failed", isShared: true });
    expect(await namesFor(lan)).toEqual(["Failed q=Hoa&state=failed own"]);
    expect(await namesFor(minh)).toEqual(["Failed q=Hoa&state=failed shared"]);
  });

  it("are deleted by nobody but their owner", async () => {
    await saveView(lan, { list: "refunds", name: "Mine", search: "", isShared: true });
    const views = await listSavedViews(minh, { list: "refunds" });
    const viewId = (views.ok && views.value[0]?.id) || "";

    expect(await deleteView(minh, { viewId })).toMatchObject({ ok: false, error: { code: "not_found" } });
    expect(await deleteView(lan, { viewId })).toEqual({ ok: true, value: null });
    expect(await listSavedViews(minh, { list: "refunds" })).toEqual({ ok: true, value: [] });
  });

  it("are at most fifty of one person", async () => {
    for (let n = 0; n < 50; n += 1) await saveView(minh, { list: "orders", name: `${n}`, search: "", isShared: false });

    expect(await saveView(minh, { list: "orders", name: "50", search: "", isShared: false })).toMatchObject({
      ok: false,
      error: { code: "invalid_request" },
    });
    expect(await saveView(minh, { list: "orders", name: "49", search: "q=x", isShared: false })).toMatchObject({
      ok: true,
    });
  });
});
