import pg from "pg";

export type Statement = { readonly text: string; readonly values: readonly unknown[] };

const OWN = /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/i;

/** The statements that this process sends while `work` runs; those that only mark a transaction are left out. */
export async function recordStatements(work: () => Promise<unknown>): Promise<readonly Statement[]> {
  const sent: Statement[] = [];
  const { query } = pg.Client.prototype;
  const recording = function (this: pg.Client, ...args: unknown[]) {
    const [first, second] = args;
    const asked =
      typeof first === "string" ? { text: first, values: second } : (first as { text: string; values?: unknown });
    if (!OWN.test(asked.text)) sent.push({ text: asked.text, values: Array.isArray(asked.values) ? asked.values : [] });
    return Reflect.apply(query, this, args);
  };
  Object.assign(pg.Client.prototype, { query: recording });
  try {
    await work();
  } finally {
    Object.assign(pg.Client.prototype, { query });
  }
  return sent;
}
