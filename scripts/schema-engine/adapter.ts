import { PrismaPg } from "@prisma/adapter-pg";
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
} from "@prisma/driver-adapter-utils";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

/** The official pg adapter, made fit for migrations: whole scripts, `"char"` columns, and a shadow database that goes away. */
export function migrationAdapterFactory(url: string): SqlMigrationAwareDriverAdapterFactory {
  const config = connectionConfig(url);
  const schema = new URL(url).searchParams.get("schema") ?? undefined;

  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(config, { schema }),
    connectToShadowDb: () => connectToShadowDatabase(config),
  };
}

/** Host, port and so on instead of a URL, so that another database of the same server can take the place of `database`. */
export function connectionConfig(url: string): pg.PoolConfig {
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url });
  return { host, port, user, password: password ?? undefined, database, ssl };
}

type ConnectOptions = { readonly schema?: string | undefined; readonly afterwards?: () => Promise<void> };

async function connect(config: pg.PoolConfig, { schema, afterwards }: ConnectOptions): Promise<SqlDriverAdapter> {
  // One connection, because the engine's advisory lock belongs to a session.
  const pool = new CharAwarePool({ ...config, max: 1, idleTimeoutMillis: 0 });
  const adapter = await new PrismaPg(pool, schema ? { schema } : {}).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);

  return Object.assign(adapter, {
    async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
      return withCharacterColumns(await queryRaw(query));
    },
    // The adapter's own version cuts the script at every semicolon, also inside function bodies.
    async executeScript(script: string) {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    },
    async dispose() {
      await pool.end();
      await afterwards?.();
    },
  });
}

async function connectToShadowDatabase(config: pg.PoolConfig): Promise<SqlDriverAdapter> {
  const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  const server = await connect(config, {});
  await server.executeScript(`CREATE DATABASE "${database}"`);

  return connect(
    { ...config, database },
    {
      async afterwards() {
        await server.executeScript(`DROP DATABASE "${database}" WITH (FORCE)`);
        await server.dispose();
      },
    },
  );
}

const CHAR_OID = 18;
const NAME_OID = 19;
const characterColumns = new WeakMap<readonly unknown[], readonly number[]>();

/**
 * The adapter refuses columns of the catalog type `"char"`. They go through it as `name`, and are
 * remembered by their rows so that the engine still gets the type it expects.
 */
class CharAwarePool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares eight overloads, of which the adapter uses one.
  override async query(config: any): Promise<any> {
    const result: Partial<pg.QueryArrayResult> = await super.query(config);
    if (!result.fields || !result.rows) return result;

    const columns = result.fields.flatMap((field, index) => (field.dataTypeID === CHAR_OID ? [index] : []));
    for (const field of result.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = NAME_OID;
    characterColumns.set(result.rows, columns);
    return result;
  }
}

function withCharacterColumns(result: SqlResultSet): SqlResultSet {
  const columns = characterColumns.get(result.rows) ?? [];
  return {
    ...result,
    columnTypes: result.columnTypes.map((type, index) => (columns.includes(index) ? ColumnTypeEnum.Character : type)),
  };
}
