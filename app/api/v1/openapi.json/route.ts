import { methodNotAllowed, tellMethods } from "#app/api/_lib/method-not-allowed.ts";
import { openApiDocument } from "#lib/contracts/openapi.ts";

export const dynamic = "force-static";

export function GET(): Response {
  return Response.json(openApiDocument());
}

const others = methodNotAllowed("GET");

export const OPTIONS = tellMethods("GET");

export { others as DELETE, others as PATCH, others as POST, others as PUT };
