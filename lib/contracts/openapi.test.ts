import { expect, it } from "vitest";
import { OPERATIONS, openApiDocument } from "./openapi.ts";

it.each(OPERATIONS.filter((operation) => operation.body))(
  "the example of $method $path is a valid body",
  ({ body }) => {
    expect(body?.schema.safeParse(body.example)).toMatchObject({ success: true });
  },
);

it("describes every call with its answers, its problems and no schema left open", () => {
  const document = openApiDocument();

  expect(Object.keys(document.paths)).toEqual([
    "/api/v1/orders",
    "/api/v1/orders/{orderId}",
    "/api/v1/refunds",
    "/api/v1/refunds/preview",
    "/api/v1/refunds/{id}",
  ]);
  expect(JSON.stringify(document)).not.toContain('"schema":{}');
});

it("A15 tells programs that a field of a stranger is refused", () => {
  const { paths } = openApiDocument();

  expect(paths["/api/v1/refunds"]?.post).toMatchObject({
    requestBody: { content: { "application/json": { schema: { additionalProperties: false } } } },
  });
});
