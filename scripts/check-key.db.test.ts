import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { createGatewayAccount } from "#prisma/factories/create-gateway-account.ts";
import { testServices } from "#prisma/factories/people.ts";
import { useTestDatabase } from "#prisma/test-database.ts";
import { compileCache } from "./start/prepare.ts";

const database = useTestDatabase();

function check(key: Buffer) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/check-key.ts"], {
    encoding: "utf8",
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: compileCache,
      DATABASE_URL: database.url,
      ENCRYPTION_KEY: key.toString("base64"),
      PUBLIC_URL: "https://refunds.example.com",
    },
  });
  return { status, output: stdout + stderr };
}

it("H05 npm start is told in one sentence that its key is not the one that sealed the database", async () => {
  await createGatewayAccount(testServices(database.prisma));

  expect(check(Buffer.alloc(32, 7))).toEqual({ status: 0, output: "" });
  expect(check(Buffer.alloc(32, 8))).toEqual({
    ...{ status: 1, output: expect.stringMatching(/^ENCRYPTION_KEY does not open the gateway accounts .+\.\n$/) },
  });
});
