import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliver } from '../../src/webhooks/deliver.js';
import { type Lookup, parseAllowList } from '../../src/webhooks/target-guard.js';
import { type Receiver, startReceiver, status } from './receiver.js';

const BODY = JSON.stringify({ payload: { customerId: 'é' } });
const LOOPBACK = parseAllowList('127.0.0.1/32');
if (LOOPBACK === null) throw new Error('the allow list is not read');
const toLoopback: Lookup = async () => ['127.0.0.1'];
const options = { allow: LOOPBACK, lookup: toLoopback, timeoutMs: 2_000 };

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const tryAt = (target: string, more = {}) =>
  deliver({ target, body: BODY, headers: { 'webhook-id': 'e1' } }, { ...options, ...more });

describe('a try', () => {
  it('posts the body as it is, with its headers, to the path and query of the target', async () => {
    const result = await tryAt(`${receiver.url}/hooks?key=hush`);
    expect(result).toMatchObject({ outcome: 'acknowledged', status: 204, reason: null, retryAfterSeconds: null });
    const [seen] = receiver.received;
    expect(seen).toMatchObject({ url: '/hooks?key=hush', body: BODY });
    expect(seen?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': 'e1' });
    expect(seen?.headers['content-length']).toBe(String(Buffer.byteLength(BODY)));
  });

  it.each([200, 201, 202, 299])('is acknowledged by %d', async (code) => {
    receiver.answer(status(code));
    expect((await tryAt(receiver.url)).outcome).toBe('acknowledged');
  });

  it.each([400, 404, 429, 500, 503])('has failed with %d', async (code) => {
    receiver.answer(status(code, { 'retry-after': '7' }));
    expect(await tryAt(receiver.url)).toMatchObject({
      outcome: 'failed',
      status: code,
      reason: `answered ${code}`,
      retryAfterSeconds: 7,
    });
  });

  it('is told that a receiver is gone', async () => {
    receiver.answer(status(410));
    expect(await tryAt(receiver.url)).toMatchObject({ outcome: 'gone', status: 410 });
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect (%d)', async (code) => {
    receiver.answer(status(code, { location: `${receiver.url}/elsewhere` }));
    expect(await tryAt(receiver.url)).toMatchObject({
      outcome: 'failed',
      status: code,
      reason: `answered ${code}: redirects are not followed`,
    });
    expect(receiver.received).toHaveLength(1);
  });

  it('reads a little of a long answer and does not wait for its end', async () => {
    let sent = 0;
    receiver.answer((_received, response) => {
      response.writeHead(200);
      const pour = setInterval(() => {
        sent += 1_024;
        response.write('x'.repeat(1_024));
      }, 5);
      response.on('close', () => clearInterval(pour));
    });
    const result = await tryAt(receiver.url);
    expect(result.outcome).toBe('acknowledged');
    expect(result.durationMs).toBeLessThan(1_000);
    expect(sent).toBeLessThan(100_000);
  });
});

describe('a receiver that does not answer', () => {
  it('is left after the time for the whole try', async () => {
    receiver.answer(() => {});
    const result = await tryAt(receiver.url, { timeoutMs: 200 });
    expect(result).toMatchObject({ outcome: 'failed', status: null, reason: 'no answer within 0.2 s' });
    expect(result.durationMs).toBeLessThan(1_000);
  });

  it('but drips its headers is left too; one that drips its body after a 2xx has acknowledged', async () => {
    const dripping = (text: string) =>
      createTcpServer((socket) => {
        socket.on('error', () => {});
        socket.write(text);
        const drip = setInterval(() => socket.write('a'), 20);
        socket.on('close', () => clearInterval(drip));
      });
    const tryDripping = async (text: string) => {
      const server = dripping(text);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const result = await tryAt(`http://127.0.0.1:${port}/`, { timeoutMs: 300 });
      server.close();
      return result;
    };
    expect(await tryDripping('HTTP/1.1 200 OK\r\nX-Slow: ')).toMatchObject({ outcome: 'failed', status: null });
    const slowBody = await tryDripping('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
    expect(slowBody).toMatchObject({ outcome: 'acknowledged', status: 200, reason: null });
    expect(slowBody.durationMs).toBeLessThan(1_500);
  });

  it('because nothing listens, or speaks no HTTP, or hangs up, or wants another protocol, is told without address or query', async () => {
    const answers = ['', 'hello\r\n\r\n', 'HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'];
    for (const answer of answers) {
      const server = createTcpServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', () => socket.end(answer));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const result = await tryAt(`http://127.0.0.1:${port}/?key=hush`);
      await new Promise<void>((resolve) => server.close(() => resolve()));
      expect(result).toMatchObject({ outcome: 'failed', status: null });
      expect(result.reason).toMatch(/^the connection failed( \([A-Z_]+\))?$/);
      const closed = await tryAt(`http://127.0.0.1:${port}/?key=hush`);
      expect(closed.reason).toBe('the connection failed (ECONNREFUSED)');
    }
  });

  it('because it speaks no TLS has failed', async () => {
    expect(await tryAt(receiver.url.replace('http:', 'https:'))).toMatchObject({ outcome: 'failed', status: null });
  });
});

describe('a target that may not be called', () => {
  it.each(['http://10.0.0.1/', 'ftp://hooks.example/', 'https://user:hush@hooks.example/', 'nonsense'])(
    'such as %s is refused before anything is sent',
    async (target) => {
      const result = await tryAt(target);
      expect(result).toMatchObject({ outcome: 'refused', status: null });
      expect(result.reason).not.toMatch(/hush|10\.0\.0\.1/);
    },
  );

  it('because it does not resolve now may resolve later', async () => {
    const lookup: Lookup = () => Promise.reject(new Error('ENOTFOUND'));
    expect(await tryAt('http://hooks.example/', { lookup })).toMatchObject({ outcome: 'failed', status: null });
  });
});

describe('a name whose address changes between check and call', () => {
  it('is called where it was checked', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    let asked = 0;
    const lookup: Lookup = async () => {
      asked += 1;
      return answers.shift() ?? ['10.0.0.1'];
    };
    const target = `http://rebinding.invalid:${receiver.port}/`;
    expect(await tryAt(target, { lookup })).toMatchObject({ outcome: 'acknowledged' });
    expect(asked).toBe(1);
    expect(receiver.received[0]?.headers.host).toBe(`rebinding.invalid:${receiver.port}`);
    // The next try looks again, and sees where it would lead.
    expect(await tryAt(target, { lookup })).toMatchObject({ outcome: 'refused' });
    expect(receiver.received).toHaveLength(1);
  });
});
