// A lender's back end in a thread of its own, as in life it is another machine: analyses one after the other, several at a time.
import { parentPort, workerData } from 'node:worker_threads';

const { url, accessToken, accounts } = workerData;
const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };

async function call(method, path, body) {
  const response = await fetch(`${url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return response.json();
}

/** From the request to the moment at which the analysis says it was completed. */
async function oneAnalysis(name, pollMs) {
  const { id: customerId } = await call('POST', '/v2/customers', { customIdentifier: name });
  const path = `/v2/customers/${customerId}/analyses`;
  const start = Date.now();
  const created = await call('POST', path, { accounts });
  for (;;) {
    const { status, updatedAt } = await call('GET', `${path}/${created.id}`);
    if (status === 'COMPLETED') return { ms: Date.parse(updatedAt) - start, customerId };
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
