/**
 * Who may import whom: one rule per arrow of docs/architecture.md. `scripts/boundaries.test.ts` plants a violation
 * of each and expects it to be caught, so a rule without a plant fails there.
 */
const TEST = "\\.test\\.tsx?$|^prisma/(factories|test-)|^e2e/|^lib/gateways/(contract-tests|test-certificates)";
const PACKAGES = "^node_modules/";
const CORE = "^(node:)?[a-z_/]+$";
/** A folder of one gateway: not what all of them share. */
const GATEWAY = "^lib/gateways/(?!emulator-kit/|generated/|test-certificates/)";
const EMULATORS = ["^lib/gateways/[^/]+/emulator", "^lib/gateways/emulator-kit/"];

/** Modules of one layer may import what `may` lists, and nothing else of the house. */
function only(name, from, may, comment) {
  return {
    name,
    comment,
    severity: "error",
    from: { path: from, pathNot: TEST },
    to: { pathNot: [from, ...may] },
  };
}

/** Modules of `from` may not import `to`. */
function never(name, from, to, comment) {
  return { name, comment, severity: "error", from: { pathNot: TEST, ...from }, to };
}

module.exports = {
  forbidden: [
    only(
      "domain-knows-only-itself",
      "^lib/domain/",
      ["^node_modules/(zod|currency-codes|ulid|uuid|vietnam-qr-pay)/", "^(node:)?async_hooks$"],
      "Rules are pure: no database, no network, no framework.",
    ),
    only("contracts-know-the-domain", "^lib/contracts/", ["^lib/domain/", "^node_modules/zod/"]),
    only("db-knows-the-domain", "^lib/db/", ["^lib/domain/", "^prisma/generated/", PACKAGES, CORE]),
    only("gateways-know-the-domain", "^lib/gateways/", ["^lib/domain/", PACKAGES, CORE]),
    only("mail-is-only-written-and-sent", "^lib/mail/", [
      "^lib/(domain|contracts)/",
      "^lib/i18n\\.ts$",
      "^messages/",
      PACKAGES,
      CORE,
    ]),
    only("services-know-no-browser", "^lib/services/", [
      "^lib/(domain|contracts|db|gateways|mail)/",
      "^lib/auth/password",
      "^lib/(vault|logger)\\.ts$",
      "^prisma/generated/",
      PACKAGES,
      CORE,
    ]),
    only("actions-are-a-door", "^lib/actions/", [
      "^lib/(domain|contracts|auth|services)/",
      "^lib/(server|server-services|env|logger|i18n)\\.ts$",
      PACKAGES,
      CORE,
    ]),
    only("auth-is-a-door", "^lib/auth/", [
      "^lib/(domain|contracts|services)/",
      "^lib/(server|server-services|env|logger|i18n|vault)\\.ts$",
      PACKAGES,
      CORE,
    ]),
    only("components-get-data-as-props", "^components/", [
      "^lib/(domain|contracts)/",
      "^lib/i18n\\.ts$",
      "^messages/",
      PACKAGES,
    ]),
    only("ui-knows-no-refunds", "^components/ui/", ["^lib/i18n\\.ts$", PACKAGES]),
    only("app-asks-a-service", "^(app/|instrumentation)", [
      "^components/",
      "^lib/(actions|auth|contracts|domain|services)/",
      "^lib/(server|server-live|server-services|env|logger|i18n|i18n-request)\\.ts$",
      "^(messages|public)/",
      PACKAGES,
      CORE,
    ]),
    only("workers-call-services", "^workers/", [
      "^lib/(services|domain|contracts)/",
      "^lib/(env|logger)\\.ts$",
      ...EMULATORS,
      PACKAGES,
      CORE,
    ]),
    never(
      "services-through-the-one-door",
      { path: "^app/" },
      { path: "^lib/services/", dependencyTypesNot: ["type-only"] },
      "lib/server.ts is marked server-only; types may be named directly.",
    ),
    never(
      "one-gateway-never-imports-another",
      { path: `${GATEWAY}([^/]+)/` },
      { path: `${GATEWAY}[^/]+/`, pathNot: "^lib/gateways/$1/" },
    ),
    never(
      "only-services-touch-the-database",
      { path: "^(app|components|workers)/|^lib/(actions|auth|contracts|domain|gateways)/|^lib/server" },
      { path: "^lib/db/|^prisma/generated/|^node_modules/(pg|@prisma)/" },
    ),
    never(
      "only-services-touch-the-gateways",
      { path: "^(app|components|workers)/|^lib/(actions|auth|contracts|domain|db)/|^lib/server" },
      { path: "^lib/gateways/", pathNot: EMULATORS },
    ),
    never(
      "the-product-knows-no-tests",
      { path: "^(app|components|lib|workers)/|^prisma/seed", pathNot: `${TEST}|^prisma/seed` },
      { path: TEST },
    ),
    never(
      "the-product-knows-no-simulation",
      { path: "^(app|components|lib|workers)/", pathNot: `${TEST}|^lib/simulation/` },
      { path: "^lib/simulation/" },
      "The simulation runs the product; the product does not know that it can be simulated.",
    ),
    never("the-product-knows-no-tools", { path: "^(app|components|lib|workers)/" }, { path: "^(scripts|e2e)/" }),
    never("nothing-imports-a-route", { pathNot: "^app/" }, { path: "^app/" }),
    never("no-cycles", {}, { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } }),
    never("no-dangling-import", {}, { couldNotResolve: true, pathNot: "^(server-only|client-only)$" }),
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^prisma/generated"] },
    exclude: { path: "^\\.(next|data|test)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".css"],
    },
  },
};
