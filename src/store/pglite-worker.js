// Runs PGlite in a thread of its own, so that a long query never blocks the event loop of the API. Connections speak PostgreSQL's wire
// protocol over message ports; they share PGlite's one session, which belongs to one of them while its transaction is open.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/** What ReadyForQuery, the last message of every answer, says of a session without a transaction. */
const IDLE = 'I'.charCodeAt(0);

const SETTINGS = [
  // Filling each new file of the log with zeros, 16 MB, would hold up everybody for a twentieth of a second.
  'wal_init_zero=off',
  // A prepared statement is planned once: every one of ours finds its rows by keys, whatever the values, and where the queue's jobs lie in
  // partitions planning takes longer than running.
  'plan_cache_mode=force_generic_plan',
];

const parent = parentPort;
if (!parent) throw new Error('pglite-worker.js runs in a worker thread only');
const db = await PGlite.create({
  ...(workerData.directory === null ? {} : { dataDir: workerData.directory }),
  startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ['-c', setting])],
});

/** @typedef {import('node:worker_threads').MessagePort} MessagePort */
/** What connections sent, in order; null for one that has left. @type {{ from: MessagePort, bytes: Uint8Array | null }[]} */
const waiting = [];
/** The connection whose transaction is open. @type {MessagePort | null} */
let holder = null;
let isBusy = false;

function next() {
  const at = holder === null ? 0 : waiting.findIndex(({ from }) => from === holder);
  return waiting.splice(at, at < 0 ? 0 : 1)[0];
}

/** @param {MessagePort} from @param {Uint8Array | null} bytes */
async function take(from, bytes) {
  waiting.push({ from, bytes });
  if (isBusy) return;
  isBusy = true;
  for (let message = next(); message !== undefined; message = next()) {
    if (message.bytes === null) await leave(message.from);
    else await answer(message.from, message.bytes);
  }
  isBusy = false;
}

/** @param {MessagePort} from @param {Uint8Array} bytes */
async function answer(from, bytes) {
  try {
    const answered = await db.execProtocolRaw(bytes);
    if (answered.length === 0) return;
    holder = answered.at(-1) === IDLE ? null : from;
    from.postMessage(answered);
  } catch {
    // Not a fault of a statement, which is an answer too: this connection is lost, and the driver tells its callers.
    from.close();
  }
}

/** @param {MessagePort} from */
async function leave(from) {
  if (holder !== from) return;
  await db.exec('rollback');
  holder = null;
}

/** @param {MessagePort} from */
function connect(from) {
  from.on('message', (bytes) => take(from, bytes));
  from.on('close', () => take(from, null));
}

parent.on('message', async (message) => {
  if (message.connection) return connect(message.connection);
  await db.close();
  parent.close();
  process.exit(0);
});
parent.postMessage('ready');
