import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { cruise, type IConfiguration, type ICruiseResult } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import configuration from "../.dependency-cruiser.cjs";

const rules = (configuration as IConfiguration).forbidden?.map((rule) => rule.name ?? "") ?? [];

/** For each rule one import, `from -> to`, that breaks it. */
const PLANTS: Readonly<Record<string, readonly [from: string, to: string]>> = {
  "domain-knows-only-itself": ["lib/domain/planted.ts", "lib/contracts/refund.ts"],
  "contracts-know-the-domain": ["lib/contracts/planted.ts", "lib/vault.ts"],
  "db-knows-the-domain": ["lib/db/planted.ts", "lib/services/refunds/request-refund.ts"],
  "gateways-know-the-domain": ["lib/gateways/neox/planted.ts", "lib/contracts/refund.ts"],
  "mail-is-only-written-and-sent": ["lib/mail/planted.ts", "lib/db/prisma.ts"],
  "services-know-no-browser": ["lib/services/planted.ts", "lib/server.ts"],
  "actions-are-a-door": ["lib/actions/planted.ts", "lib/vault.ts"],
  "auth-is-a-door": ["lib/auth/planted.ts", "lib/actions/operator-action.ts"],
  "components-get-data-as-props": ["components/orders/planted.tsx", "lib/actions/operator-action.ts"],
  "ui-knows-no-refunds": ["components/ui/planted.tsx", "lib/domain/money.ts"],
  "app-asks-a-service": ["app/planted/page.tsx", "lib/vault.ts"],
  "workers-call-services": ["workers/planted.ts", "lib/auth/password.ts"],
  "services-through-the-one-door": ["app/planted/layout.tsx", "lib/services/refunds/request-refund.ts"],
  "one-gateway-never-imports-another": ["lib/gateways/neox/other.ts", "lib/gateways/payease/wire.ts"],
  "only-services-touch-the-database": ["app/planted/loading.tsx", "lib/db/prisma.ts"],
  "only-services-touch-the-gateways": ["app/planted/error.tsx", "lib/gateways/payease/wire.ts"],
  "the-product-knows-no-tests": ["lib/services/other.ts", "prisma/factories/create-order.ts"],
  "the-product-knows-no-simulation": ["lib/services/dreaming.ts", "lib/simulation/world.ts"],
  "the-product-knows-no-tools": ["workers/other.ts", "scripts/start.ts"],
  "nothing-imports-a-route": ["components/shell/planted.tsx", "app/planted/page.tsx"],
  "no-cycles": ["lib/domain/egg.ts", "lib/domain/hen.ts"],
  "no-dangling-import": ["lib/domain/dangling.ts", "lib/domain/missing.ts"],
};

describe("the boundaries of the house", () => {
  const house = mkdtempSync(join(tmpdir(), "refund-desk-house-"));
  let violations: readonly { from: string; to: string; rule: { name: string } }[];

  beforeAll(async () => {
    for (const [from, to] of Object.values(PLANTS)) {
      if (!to.endsWith("missing.ts")) plant(to, "export const planted = 1;");
      plant(from, importOf(from, to));
    }
    plant("lib/domain/hen.ts", importOf("lib/domain/hen.ts", "lib/domain/egg.ts"));
    plant("tsconfig.json", JSON.stringify({ compilerOptions: { allowImportingTsExtensions: true, noEmit: true } }));

    const options = {
      ...(configuration as IConfiguration).options,
      baseDir: house,
      validate: true,
      ruleSet: configuration,
    };
    const result = await cruise(["app", "components", "lib", "workers"], options as never);
    violations = (result.output as ICruiseResult).summary.violations;
  });
  afterAll(() => rmSync(house, { recursive: true }));

  test.each(rules)("%s is kept: a planted violation is caught", (rule) => {
    const [from, to] = PLANTS[rule] ?? [];

    expect(violations).toContainEqual(expect.objectContaining({ from, rule: expect.objectContaining({ name: rule }) }));
    expect(from && to, `rule ${rule} has no plant`).toBeTruthy();
  });

  test("every plant belongs to a rule that exists", () => {
    expect(Object.keys(PLANTS).sort()).toEqual([...rules].sort());
  });

  function plant(path: string, content: string): void {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), `${content}\n`, { flag: "a" });
  }
});

function importOf(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return `export * from "${path.startsWith(".") ? path : `./${path}`}";`;
}
