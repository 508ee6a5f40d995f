// Receives webhooks of Saldo and checks their signature. Node alone: `SECRET=… node examples/webhook-receiver.mjs [port]`.
// Subscribe it with POST /v2/subscriptions {"target":"http://127.0.0.1:9000/","eventName":"analysis_completed","secret":"…"};
// Saldo must be told that it may call this machine: SALDO_WEBHOOK_ALLOW=127.0.0.1/32.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const secret = process.env.SECRET ?? '';
const port = Number(process.argv[2] ?? 9000);

/** HMAC-SHA256 over the compact JSON of `payload` alone. */
function isSigned(payload, header = '') {
  const expected = `sha256=${createHmac('sha256', secret).update(JSON.stringify(payload)).digest('hex')}`;
  return expected.length === header.length && timingSafeEqual(Buffer.from(expected), Buffer.from(header));
}

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const event = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (secret !== '' && !isSigned(event.payload, request.headers['x-hub-signature'])) {
      response.writeHead(401).end();
      return;
    }
    console.log(event.index, event.subscription.eventName, event.payload);
    // 204 acknowledges; tell what became of it with PATCH /v2/subscriptions/{id}/events/{eventId} {"status":"PROCESSED"}.
    response.writeHead(204).end();
  });
}).listen(port, '127.0.0.1', () => console.log(`waiting for webhooks on http://127.0.0.1:${port}/`));
