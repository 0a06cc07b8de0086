import { describe, expect, it } from "vitest";
import { baseUrlProblem, resolveGatewayHost } from "./address-policy.ts";

const strict = { allowLoopback: false };
const withEmulators = { allowLoopback: true };

describe("G16 addresses that no gateway can have", () => {
  it.each([
    "https://169.254.169.254/pg",
    "https://127.0.0.1",
    "https://0x7f.1",
    "https://2130706433",
    "https://10.1.2.3",
    "https://172.31.255.255",
    "https://192.168.0.1",
    "https://100.64.0.1",
    "https://0.0.0.0",
    "https://[::1]",
    "https://[::]",
    "https://[::ffff:10.0.0.1]",
    "https://[::ffff:8.8.8.8]",
    "https://[64:ff9b::a00:1]",
    "https://[fe80::1]",
    "https://[fc00::1]",
    "https://[2002:a00:1::]",
    "https://[2001:db8::1]",
  ])("%s is refused at save and at connect", async (url) => {
    expect(baseUrlProblem(url, strict)).not.toBeNull();
    expect(await resolveGatewayHost(new URL(url), strict)).toEqual({ ok: false, cause: "blocked_address" });
  });

  it.each(["https://8.8.8.8", "https://[2606:4700::1111]"])("%s is public", async (url) => {
    expect(baseUrlProblem(url, strict)).toBeNull();
    expect(await resolveGatewayHost(new URL(url), strict)).toMatchObject({ ok: true });
  });

  it("a name that resolves to this machine is refused, unless the emulators live here", async () => {
    const url = new URL("http://localhost:8080");

    expect(await resolveGatewayHost(url, strict)).toEqual({ ok: false, cause: "blocked_address" });
    expect(await resolveGatewayHost(url, withEmulators)).toMatchObject({ ok: true });
  });

  it("allowing emulators opens this machine only, and no plain http beyond it", async () => {
    expect(await resolveGatewayHost(new URL("http://10.0.0.1"), withEmulators)).toMatchObject({ ok: false });
    expect(await resolveGatewayHost(new URL("https://10.0.0.1"), withEmulators)).toMatchObject({ ok: false });
    expect(await resolveGatewayHost(new URL("http://8.8.8.8"), withEmulators)).toMatchObject({ ok: false });
  });
});

describe("E12 base URLs", () => {
  it.each([
    ["http://api.neopay.vn/pg", strict],
    ["ftp://api.neopay.vn", withEmulators],
    ["https://user:word@api.neopay.vn", strict],
    ["https://api.neopay.vn/pg?x=1", strict],
    ["https://api.neopay.vn/pg?", strict],
    ["https://api.neopay.vn/pg#x", strict],
    ["api.neopay.vn", strict],
  ])("%s is refused at save", (url, policy) => {
    expect(baseUrlProblem(url, policy)).not.toBeNull();
  });

  it.each([
    ["https://api.neopay.vn/pg", strict],
    ["http://127.0.0.1:4010/neox", withEmulators],
  ])("%s is taken", (url, policy) => {
    expect(baseUrlProblem(url, policy)).toBeNull();
  });
});
