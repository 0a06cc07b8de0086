import { Command } from "commander";
import { apiKeyCommands } from "./cli/api-key.ts";
import { auditCommands } from "./cli/audit.ts";
import { doctorCommand } from "./cli/doctor.ts";
import { gatewayAccountCommands } from "./cli/gateway-account.ts";
import { orderCommands } from "./cli/orders.ts";
import { policyCommands } from "./cli/policy.ts";
import { reconcileCommands } from "./cli/reconcile.ts";
import { refundCommands } from "./cli/refunds.ts";
import { restoreCommands } from "./cli/restore.ts";
import { userCommands } from "./cli/user.ts";
import { workerCommands } from "./cli/worker.ts";

const program = new Command("npm run cli --")
  .description(
    "The administrator's command line. Works on the installation of DATABASE_URL and ENCRYPTION_KEY, or else on that of DATA_DIR.",
  )
  .option("--json", "print the result as JSON, and nothing else")
  .configureHelp({ showGlobalOptions: true })
  .showSuggestionAfterError(false)
  .allowExcessArguments(false);

for (const register of [
  userCommands,
  apiKeyCommands,
  gatewayAccountCommands,
  policyCommands,
  orderCommands,
  refundCommands,
  workerCommands,
  reconcileCommands,
  restoreCommands,
  auditCommands,
  doctorCommand,
]) {
  register(program);
}

await program.parseAsync();
