import { z } from "zod";
import type { EmulatorAnswer, EmulatorRequest } from "./server.ts";

/** What an emulator can be told, by method and first word of the path: `PUT plan`. It parses its own body. */
export type Commands<Gateway> = Readonly<
  Record<string, (gateway: Gateway, body: unknown, argument: string, query: URLSearchParams) => unknown>
>;

export const CONTROL_PATH = "/_control/";

/** The emulator's own switches; the gateway it stands for has nothing like this. */
export async function runCommand<Gateway>(
  commands: Commands<Gateway>,
  gateway: Gateway,
  request: EmulatorRequest,
): Promise<EmulatorAnswer> {
  const [word = "", argument = ""] = request.path.replace(CONTROL_PATH, "").split("/");
  const command = commands[`${request.method} ${word}`];
  if (!command) return jsonAnswer({ error: `No such command: ${request.method} ${word}` }, 404);
  try {
    const body: unknown = request.body.length > 0 ? JSON.parse(request.body.toString()) : {};
    return jsonAnswer(await command(gateway, body, decodeURIComponent(argument), request.query));
  } catch (error) {
    return jsonAnswer({ error: sentenceOf(error) }, 400);
  }
}

export function jsonAnswer(body: unknown, status = 200): EmulatorAnswer {
  return { status, contentType: "application/json", body: JSON.stringify(body) };
}

function sentenceOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}
