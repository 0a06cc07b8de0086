import { lastSegment } from "#app/api/_lib/last-segment.ts";
import { methodNotAllowed } from "#app/api/_lib/method-not-allowed.ts";
import { readBody } from "#app/api/_lib/read-body.ts";
import { requestOrigin } from "#lib/auth/request-origin.ts";
import { PROBLEM_CODES } from "#lib/contracts/problem.ts";
import { receiveNotification, services } from "#lib/server.ts";

const MAX_BYTES = 64 * 1024;

/**
 * Where a gateway reports. The bytes go on as they came, whatever they call themselves (G17); the answer is, byte
 * for byte, what that gateway waits for (G12).
 */
export async function POST(request: Request): Promise<Response> {
  const body = await readBody(request, { maxBytes: MAX_BYTES });
  if (!body.ok) return plain(PROBLEM_CODES[body.error][0], "fail");

  const received = await receiveNotification(services(), {
    gatewayAccountId: lastSegment(request) ?? "",
    raw: {
      headers: Object.fromEntries(request.headers),
      query: new URL(request.url).search.slice(1),
      body: body.value,
    },
    remoteIp: requestOrigin(request.headers).ip ?? "unknown",
  });
  if (!received.ok) return plain(PROBLEM_CODES[received.error.code][0], "fail");
  const { status, body: text, contentType } = received.value.answer;
  return plain(status, text, contentType);
}

function plain(status: number, body: string, contentType = "text/plain"): Response {
  return new Response(body, { status, headers: { "content-type": contentType, "cache-control": "no-store" } });
}

const onlyPost = methodNotAllowed("POST");

export {
  onlyPost as DELETE,
  onlyPost as GET,
  onlyPost as HEAD,
  onlyPost as OPTIONS,
  onlyPost as PATCH,
  onlyPost as PUT,
};
