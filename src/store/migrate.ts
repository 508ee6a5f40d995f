import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from './database.js';

const FOLDER = join(import.meta.dirname, 'migrations');
/** Any number that only our migrations use: holds other processes back while one migrates. */
const ADVISORY_LOCK = 7_225_136_001;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

function migrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(FOLDER, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Brings the schema up to date: numbered files, forward only, each in a transaction, once.
 * Throws when a file that has already run was changed. Returns the names of those that ran.
 */
export async function migrate(database: Database): Promise<string[]> {
  await database.transaction(async (transaction) => {
    // "if not exists" alone is no guard: two processes that start together may both try to create it.
    await transaction.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    await transaction.query(
      'create table if not exists migration (name text primary key, checksum text not null, ran_at timestamptz not null default now())',
    );
  });
  const ran: string[] = [];
  for (const migration of migrations()) {
    const isNew = await database.transaction(async (transaction) => {
      await transaction.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
      const [known] = await transaction.query<{ checksum: string }>('select checksum from migration where name = $1', [
        migration.name,
      ]);
      if (known && known.checksum !== migration.checksum)
        throw new Error(`migration ${migration.name} was changed after it ran`);
      if (known) return false;
      for (const statement of statementsOf(migration.sql)) await transaction.query(statement);
      await transaction.query('insert into migration (name, checksum) values ($1, $2)', [
        migration.name,
        migration.checksum,
      ]);
      return true;
    });
    if (isNew) ran.push(migration.name);
  }
  return ran;
}

/** The statements of a file: they end with a semicolon at the end of a line, but within a function's body between $$. */
function statementsOf(sql: string): string[] {
  const statements: string[] = [];
  let isInBody = false;
  for (const piece of sql.split(/;\s*\n/)) {
    if (isInBody) statements.push(`${statements.pop()};\n${piece}`);
    else statements.push(piece);
    if (piece.split('$$').length % 2 === 0) isInBody = !isInBody;
  }
  return statements
    .map((statement) => statement.replace(/^\s*--.*$/gm, '').trim())
    .filter((statement) => statement !== '');
}
