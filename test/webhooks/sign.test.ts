import { createHmac } from 'node:crypto';
import { RequestBuilder, Subscription } from '@algoan/rest';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { hubSignature, webhookHeaders } from '../../src/webhooks/sign.js';

const PAYLOAD = { customerId: 'e59484bbf9a5e17f3b1ecb2f', analysisId: 'a59484bbf9a5e17f3b1ecb2f' };
const SECRET = 'b8fb1bbf95ce861d638ff534';

function messageNow(body: string) {
  return { id: 'fb7b822f1b57855f55e11383', timestampSeconds: Math.floor(Date.now() / 1000), body };
}

/** The published client of contract A, holding the secret. */
function publishedClient(secret: string): Subscription {
  const requests = new RequestBuilder('http://127.0.0.1', { clientId: 'c', clientSecret: 's' });
  const params = { id: 's', target: 'http://127.0.0.1', eventName: 'x', status: 'ACTIVE', secret } as unknown;
  return new Subscription(params as ConstructorParameters<typeof Subscription>[0], requests);
}

describe('X-Hub-Signature', () => {
  it('is the HMAC of the payload alone, in lower hex', () => {
    const hex = createHmac('sha256', SECRET).update(JSON.stringify(PAYLOAD)).digest('hex');
    expect(hubSignature(PAYLOAD, SECRET)).toBe(`sha256=${hex}`);
  });

  it.each([PAYLOAD, {}, { customerId: 'äöå </%@"' }, { z: '1', a: '2' }])(
    'of %o is accepted by the published client, which reads the body as JSON',
    (payload) => {
      const onTheWire = JSON.parse(JSON.stringify({ payload }));
      for (const secret of [SECRET, 'sécret', 'whsec_c2VjcmV0'])
        expect(publishedClient(secret).validateSignature(hubSignature(payload, secret), onTheWire.payload)).toBe(true);
    },
  );

  it('of another payload or secret is refused by it', () => {
    expect(publishedClient(SECRET).validateSignature(hubSignature(PAYLOAD, 'another'), PAYLOAD)).toBe(false);
    const other = { ...PAYLOAD, customerId: 'x' };
    expect(publishedClient(SECRET).validateSignature(hubSignature(other, SECRET), PAYLOAD)).toBe(false);
  });
});

describe('the Standard Webhooks headers', () => {
  const body = JSON.stringify({ id: 'é', payload: PAYLOAD });

  it.each([
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', (secret: string) => new Webhook(secret)],
    [SECRET, (secret: string) => new Webhook(new TextEncoder().encode(secret), { format: 'raw' })],
    ['sécret ☂', (secret: string) => new Webhook(new TextEncoder().encode(secret), { format: 'raw' })],
    ['whsec_not base64', (secret: string) => new Webhook(new TextEncoder().encode(secret), { format: 'raw' })],
  ])('under %s are accepted by the published verifier', (secret, verifierOf) => {
    const headers = webhookHeaders(messageNow(body), PAYLOAD, secret);
    expect(verifierOf(secret).verify(body, { ...headers })).toEqual(JSON.parse(body));
  });

  it('are refused by it when the body, the id or the time was changed', () => {
    const headers = { ...webhookHeaders(messageNow(body), PAYLOAD, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw') };
    const verifier = new Webhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    expect(() => verifier.verify(`${body} `, headers)).toThrow();
    expect(() => verifier.verify(body, { ...headers, 'webhook-id': 'another' })).toThrow();
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(() => verifier.verify(body, { ...headers, 'webhook-timestamp': later })).toThrow();
  });

  it('carry no signature where no secret is shared', () => {
    const message = messageNow(body);
    expect(webhookHeaders(message, PAYLOAD, null)).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': String(message.timestampSeconds),
    });
  });
});
