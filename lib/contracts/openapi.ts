import { z } from "zod";
import {
  apiListOrdersSchema,
  apiListRefundsSchema,
  orderRowSchema,
  orderSchema,
  pageOf,
  previewSchema,
  problemSchema,
  refundSchema,
} from "./api.ts";
import { EXAMPLE_ORDER, EXAMPLE_REFUND } from "./api-examples.ts";
import { upsertOrderSchema } from "./order.ts";
import { PROBLEM_CODES } from "./problem.ts";
import { apiRequestRefundSchema } from "./refund.ts";

export type Operation = {
  readonly method: "get" | "post";
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly Parameter[];
  readonly query?: z.ZodObject;
  readonly body?: { readonly schema: z.ZodType; readonly example: unknown };
  readonly answers: Readonly<Record<number, { readonly description: string; readonly schema: z.ZodType }>>;
  readonly problems: readonly number[];
};

type Parameter = {
  readonly name: string;
  readonly in: "path" | "header";
  readonly description: string;
  readonly pattern?: string;
};

const orderId: Parameter = { name: "orderId", in: "path", description: "The merchant's own order ID." };
const refundId: Parameter = { name: "id", in: "path", description: "The refund's ID or its reference." };
const idempotencyKey: Parameter = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "1 to 255 printable characters, per API key. The same key and body is the same refund; another body is refused.",
  pattern: "^[\\x20-\\x7e]{1,255}$",
};

/** Every call of the API: the OpenAPI document and the page that people read are both made of this list. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: "post",
    path: "/api/v1/orders",
    summary: "Store an order with its payments",
    description: "Creates the order, or brings a known one up to date. The same body twice changes nothing.",
    body: { schema: upsertOrderSchema, example: EXAMPLE_ORDER },
    answers: {
      200: { description: "The order was known.", schema: orderSchema },
      201: { description: "The order is new.", schema: orderSchema },
    },
    problems: [400, 401, 409, 413, 415, 429, 503],
  },
  {
    method: "get",
    path: "/api/v1/orders",
    summary: "List orders",
    description: "Newest first. `q` finds order IDs, references, names, e-mail addresses and phone numbers.",
    query: apiListOrdersSchema,
    answers: {
      200: { description: "A page; `next` is the cursor of the following one.", schema: pageOf(orderRowSchema) },
    },
    problems: [400, 401, 429, 503],
  },
  {
    method: "get",
    path: "/api/v1/orders/{orderId}",
    summary: "Read an order",
    description: "With its payments, their balances, and its refunds.",
    parameters: [orderId],
    answers: { 200: { description: "The order.", schema: orderSchema } },
    problems: [401, 404, 429, 503],
  },
  {
    method: "post",
    path: "/api/v1/refunds",
    summary: "Ask for a refund",
    description:
      "Reserves the amount. The approval policy applies as it does for people; the requester is the API key.",
    parameters: [idempotencyKey],
    body: { schema: apiRequestRefundSchema, example: EXAMPLE_REFUND },
    answers: {
      202: {
        description: "The refund was recorded, by this call or by an earlier one with the same key.",
        schema: refundSchema,
      },
    },
    problems: [400, 401, 404, 409, 413, 415, 429, 503],
  },
  {
    method: "post",
    path: "/api/v1/refunds/preview",
    summary: "See what a refund would do",
    description: "The same body; nothing is stored.",
    body: { schema: apiRequestRefundSchema, example: EXAMPLE_REFUND },
    answers: {
      200: { description: "The balance, the approvals it would need, and what would be sent.", schema: previewSchema },
    },
    problems: [400, 401, 404, 409, 413, 415, 429, 503],
  },
  {
    method: "get",
    path: "/api/v1/refunds",
    summary: "List refunds",
    description: "Newest first.",
    query: apiListRefundsSchema,
    answers: {
      200: { description: "A page; `next` is the cursor of the following one.", schema: pageOf(refundSchema) },
    },
    problems: [400, 401, 429, 503],
  },
  {
    method: "get",
    path: "/api/v1/refunds/{id}",
    summary: "Read a refund",
    description: "With its state, the proof behind it, every attempt and every event.",
    parameters: [refundId],
    answers: { 200: { description: "The refund.", schema: refundSchema } },
    problems: [401, 404, 429, 503],
  },
];

/** The OpenAPI 3.1 document, whose schemas are the ones that the calls are checked with. */
export function openApiDocument() {
  return {
    openapi: "3.1.0",
    info: {
      title: "Refund Desk",
      version: "1",
      description:
        "Amounts are decimal texts in major units with an ISO 4217 currency. Times are ISO 8601 with offset. Errors are application/problem+json.",
    },
    servers: [{ url: "/" }],
    security: [{ apiKey: [] }],
    paths: pathsOf(OPERATIONS),
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key made by an administrator." },
      },
      schemas: { Problem: jsonSchema(problemSchema, "output") },
    },
  };
}

function pathsOf(operations: readonly Operation[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationObject(operation) };
  return paths;
}

function operationObject({
  method,
  path,
  summary,
  description,
  parameters = [],
  query,
  body,
  answers,
  problems,
}: Operation) {
  return {
    operationId: `${method} ${path}`.replace(/\W+/g, "_").replace(/_$/, ""),
    summary,
    description,
    parameters: [...parameters.map(parameterObject), ...(query ? queryParameters(query) : [])],
    ...(body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: jsonSchema(body.schema, "input"), example: body.example } },
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [
          status,
          {
            description: answer.description,
            content: { "application/json": { schema: jsonSchema(answer.schema, "output") } },
          },
        ]),
      ),
      ...Object.fromEntries(problems.map((status) => [status, problemObject(status)])),
    },
  };
}

function parameterObject({ name, in: place, description, pattern }: Parameter) {
  return { name, in: place, required: true, description, schema: { type: "string", ...(pattern && { pattern }) } };
}

function queryParameters(query: z.ZodObject) {
  const { properties = {} } = z.toJSONSchema(query, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", required: false, schema }));
}

function problemObject(status: number) {
  const codes = Object.entries(PROBLEM_CODES).filter(([, [codeStatus]]) => codeStatus === status);
  return {
    description: codes.map(([code]) => code).join(", "),
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}

/** OpenAPI 3.1 speaks JSON Schema 2020-12, the one that zod writes; the dialect's name is left out of each part. */
function jsonSchema(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
