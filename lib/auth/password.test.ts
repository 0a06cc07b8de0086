import { expect, test } from "vitest";
import { createVault } from "#lib/vault.ts";
import { hashPassword, needsRehash, verifyPassword } from "./password.ts";
import { passwordFault } from "./password-rules.ts";

const vault = createVault(Buffer.alloc(32, 7).toString("base64"));
const otherVault = createVault(Buffer.alloc(32, 8).toString("base64"));
const owner = { email: "linh.tran@shop.example", name: "Linh Trần" };

test("a password opens its own hash and no other, and the same password is stored differently each time", async () => {
  const first = await hashPassword("three blue lanterns", vault);
  const second = await hashPassword("three blue lanterns", vault);

  expect(first).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
  expect(first).not.toBe(second);
  expect(await verifyPassword("three blue lanterns", first, vault)).toBe(true);
  expect(await verifyPassword("three blue lantern", first, vault)).toBe(false);
});

test("a stolen database does not open without the key outside it", async () => {
  const stored = await hashPassword("three blue lanterns", vault);

  expect(await verifyPassword("three blue lanterns", stored, otherVault)).toBe(false);
});

test("K17 an account that does not exist costs as much work as one that does", async () => {
  const stored = await hashPassword("three blue lanterns", vault);
  const known = await leastWork(() => verifyPassword("wrong wrong wrong", stored, vault));
  const unknown = await leastWork(() => verifyPassword("wrong wrong wrong", null, vault));

  expect(await verifyPassword("", null, vault)).toBe(false);
  expect(unknown).toBeGreaterThan(known / 3);
  expect(unknown).toBeLessThan(known * 3);
});

test("a hash of lower cost is renewed, one of today's is not", async () => {
  expect(needsRehash("$argon2id$v=19$m=19456,t=1,p=1$c2FsdHNhbHQ=$dGFn")).toBe(true);
  expect(needsRehash(await hashPassword("three blue lanterns", vault))).toBe(false);
});

test.each([
  ["short", "password_too_short"],
  ["fourteen chars", "password_too_short"],
  ["x".repeat(300), "password_too_long"],
  ["Password-Password", "password_common"],
  ["aaaaaaaaaaaaaaaaaa", "password_common"],
  ["1234567890123456", "password_common"],
  ["qwertyuiopasdfghjkl", "password_common"],
  ["letmein!letmein!", "password_common"],
  ["Anh yêu em nhiều lắm", "password_common"],
  ["RefundDesk-2026!!", "password_names_account"],
  ["Linh.Tran@shop.example", "password_names_account"],
  ["trần linh 12/12/2012", "password_names_account"],
])("refuses %j as %s", (password, fault) => {
  expect(passwordFault(password, owner)).toBe(fault);
});

test.each(["three blue lanterns", "kẹo dừa bến tre ngon", "x7#Kq9!vLm2@Rt5", "雨後的茶餐廳裡坐着三個穿紅衣的修理工人"])(
  "takes %j",
  (password) => {
    expect(passwordFault(password, owner)).toBeNull();
  },
);

/** The least of several: what another process of the machine adds is no part of the answer. */
/** In processor time, whatever else the machine does meanwhile. */
async function leastWork(run: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 6; i += 1) {
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  return least;
}
