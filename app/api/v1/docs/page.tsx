import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Card, Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { OPERATIONS, type Operation } from "#lib/contracts/openapi.ts";
import { PROBLEM_CODES } from "#lib/contracts/problem.ts";

export const metadata: Metadata = { title: "API" };

/** The API for people: made of the same list as the OpenAPI document, so that the two cannot part. In English only. */
export default function ApiDocs() {
  return (
    <main lang="en" className="mx-auto grid max-w-4xl gap-4 p-6">
      <PageHeader title="Refund Desk API" under={<a href="/api/v1/openapi.json">OpenAPI 3.1 document</a>} />
      <Card className="grid gap-2 p-4 text-sm">
        <p>
          Send <Code>Authorization: Bearer &lt;API key&gt;</Code>; an administrator makes the keys. Bodies are JSON in
          UTF-8.
        </p>
        <p>
          Amounts are decimal texts in major units with an ISO 4217 currency: <Code>"100000"</Code> VND,{" "}
          <Code>"12.50"</Code> HKD. Times are ISO 8601 with offset.
        </p>
        <p>
          Lists are pages: <Code>next</Code> is the <Code>cursor</Code> of the following one, or null.
        </p>
      </Card>
      {OPERATIONS.map((operation) => (
        <OperationSection key={`${operation.method} ${operation.path}`} operation={operation} />
      ))}
      <Problems />
    </main>
  );
}

function OperationSection({ operation }: { readonly operation: Operation }) {
  const { method, path, summary, description, parameters = [], query, body, answers, problems } = operation;
  return (
    <Section id={`${method}${path.replace(/\W+/g, "-")}`} title={`${method.toUpperCase()} ${path}`}>
      <div className="grid gap-3 text-sm">
        <p>
          <strong>{summary}.</strong> {description}
        </p>
        <ul className="grid gap-1">
          {parameters.map((parameter) => (
            <li key={parameter.name}>
              <Code>{parameter.name}</Code> ({parameter.in}): {parameter.description}
            </li>
          ))}
          {query && (
            <li>
              In the query: <Code>{Object.keys(query.shape).join(", ")}</Code>, each optional.
            </li>
          )}
          {Object.entries(answers).map(([status, answer]) => (
            <li key={status}>
              <Code>{status}</Code> {answer.description}
            </li>
          ))}
          <li>
            Problems: <Code>{problems.join(", ")}</Code>
          </li>
        </ul>
        {body && (
          <pre className="overflow-x-auto rounded bg-sunken p-3 font-mono text-xs">
            {JSON.stringify(body.example, null, 2)}
          </pre>
        )}
      </div>
    </Section>
  );
}

function Problems() {
  return (
    <Section id="problems" title="Problems (application/problem+json)">
      <dl className="grid gap-3 text-sm">
        {Object.entries(PROBLEM_CODES).map(([code, [status, sentence]]) => (
          <div key={code} id={code}>
            <dt>
              <Code>{code}</Code> <span className="text-ink-soft">{status}</span>
            </dt>
            <dd className="text-ink-soft">{sentence}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Code({ children }: { readonly children: ReactNode }) {
  return <code className="rounded bg-sunken px-1 font-mono text-xs">{children}</code>;
}
