// A lender's back end in a thread of its own: analyses one after the other, several at a time. In life it is another machine, so it does
// as little as a load generator does: the body is made once, and answers are read as far as their status.
import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { constants, gunzipSync } from 'node:zlib';

const { url, accessToken, accounts } = workerData;
const headers = {
  authorization: `Bearer ${accessToken}`,
  'content-type': 'application/json',
  'accept-encoding': 'gzip',
};
const agent = new Agent({ keepAlive: true });
const ANALYSIS = Buffer.from(JSON.stringify({ accounts }));
/** Bytes of an answer, zipped or not, that hold its head. */
const HEAD_BYTES = 1_024;

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': body.length };
    const sent = request(`${url}${path}`, { method, agent, headers: { ...headers, ...length } }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode >= 300) reject(new Error(`${method} ${path}: ${response.statusCode}`));
        else resolve(headOf(Buffer.concat(pieces).subarray(0, HEAD_BYTES), response.headers['content-encoding']));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The beginning of an answer as text; the rest of a zipped one is missing, which is no error here. */
function headOf(bytes, encoding) {
  const isZipped = encoding === 'gzip';
  return (isZipped ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes).toString('utf8');
}

function field(head, name) {
  const [, value] = head.match(new RegExp(`"${name}":"([^"]*)"`)) ?? [];
  if (value === undefined) throw new Error(`no ${name} in the answer`);
  return value;
}

/** From the request to the moment at which the analysis says it was completed. */
async function oneAnalysis(name, pollMs) {
  const customerId = field(
    await call('POST', '/v2/customers', Buffer.from(JSON.stringify({ customIdentifier: name }))),
    'id',
  );
  const path = `/v2/customers/${customerId}/analyses`;
  const start = Date.now();
  const id = field(await call('POST', path, ANALYSIS), 'id');
  for (;;) {
    const head = await call('GET', `${path}/${id}`);
    const status = field(head, 'status');
    if (status === 'COMPLETED') return { ms: Date.parse(field(head, 'updatedAt')) - start, customerId };
    if (status === 'ERROR') throw new Error('the analysis failed');
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

parentPort.on('message', async ({ label, analyses, atOnce, pollMs }) => {
  const done = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < analyses) {
        next += 1;
        done.push(await oneAnalysis(`${label} ${next}`, pollMs));
      }
    }),
  );
  parentPort.postMessage(done);
});
