// Runs PGlite in a worker thread, so that a long query never blocks the event loop of the API.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

const INT8 = 20;
const JSON_TYPE = 114;
const JSONB = 3802;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

/** Values travel as texts and are given their form by row-types.ts on the other side; here they only stay unchanged. */
const asText = (/** @type {string} */ text) => text;
const parsers = { [INT8]: asText, [JSON_TYPE]: asText, [JSONB]: asText, [DATE]: asText, [TIMESTAMPTZ]: asText };

const port = parentPort;
if (!port) throw new Error('pglite-worker.js runs in a worker thread only');
const db = await PGlite.create(workerData.directory ?? undefined, { parsers });

/** @param {{ id: number, kind: string, sql: string, values: unknown[] }} request */
async function answer({ id, kind, sql, values }) {
  try {
    if (kind === 'close') {
      await db.close();
      port?.postMessage({ id, rows: [], fields: [] });
      port?.close();
      return;
    }
    if (kind === 'script') {
      await db.exec(sql);
      port?.postMessage({ id, rows: [], fields: [] });
      return;
    }
    const { rows, fields } = await db.query(sql, values);
    port?.postMessage({ id, rows, fields: fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID })) });
  } catch (error) {
    const { message, code, constraint } = /** @type {Error & { code?: string, constraint?: string }} */ (error);
    port?.postMessage({ id, error: { message, code, constraint } });
  }
}

port.on('message', answer);
port.postMessage({ id: 0, rows: [], fields: [] });
