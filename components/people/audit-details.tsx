import { Fact, Facts } from "#components/ui/card.tsx";

type AuditDetailsProps = { readonly title: string; readonly data: Readonly<Record<string, unknown>> };

/** What exactly was written, under the words for it. */
export function AuditDetails({ title, data }: AuditDetailsProps) {
  const entries = Object.entries(data).filter(([, value]) => value !== null && value !== undefined);
  if (entries.length === 0) return <>{title}</>;
  return (
    <details>
      <summary className="w-fit list-none rounded-sm underline decoration-line-strong decoration-dotted underline-offset-4">
        {title}
      </summary>
      <Facts className="mt-2 text-xs">
        {entries.map(([name, value]) => (
          <Fact key={name} name={name}>
            <code className="break-all font-mono">{typeof value === "string" ? value : JSON.stringify(value)}</code>
          </Fact>
        ))}
      </Facts>
    </details>
  );
}
