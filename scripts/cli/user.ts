import type { Command } from "commander";
import { createUserSchema } from "#lib/contracts/people.ts";
import { ROLES } from "#lib/domain/permissions.ts";
import { ok } from "#lib/domain/result.ts";
import { createUser } from "#lib/services/people/create-user.ts";
import { parseInput, readInput } from "./read-input.ts";
import { CommandError, desk } from "./run.ts";

type Options = { readonly email: string; readonly name: string; readonly role: string };

export function userCommands(program: Command): void {
  const user = program.command("user").description("people who sign in");
  user
    .command("create")
    .description("open an account; the password is the first line of the standard input")
    .requiredOption("--email <address>", "e-mail address to sign in with")
    .requiredOption("--name <name>", "the person's name")
    .requiredOption("--role <role>", ROLES.join(", "))
    .requiredOption("--password-stdin", "read the password from the standard input")
    .action(
      desk("user create", async (context, { email, name, role }: Options) => {
        const input = parseInput(createUserSchema, { email, name, role, password: firstLine() });
        const created = await createUser(context, input);
        return created.ok
          ? ok({ result: { id: created.value.id }, lines: [`${input.email} can sign in (${created.value.id}).`] })
          : created;
      }),
    );
}

function firstLine(): string {
  const [line = ""] = readInput("-").toString("utf8").split(/\r?\n/);
  if (line === "") throw new CommandError("There is no password on the standard input.");
  return line;
}
