import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshStore } from '../app-under-test.js';
import { Process, seeded } from './processes.js';

/** A full storm is 500 analyses and 50 kills: SALDO_STORM=500,50. CI runs a short one. */
const [ANALYSES = 40, KILLS = 5] = (process.env['SALDO_STORM'] ?? '40,5').split(',').map(Number);
const CLIENT = { id: 'storm', secret: 'storm secret' };
const SECONDS_MAX = 120 + KILLS * 8 + ANALYSES;
const { accounts } = JSON.parse(
  readFileSync(new URL('../../examples/personae/fr__luke_skywalker.json', import.meta.url), 'utf8'),
) as { accounts: object[] };

interface Told {
  readonly id: string;
  readonly index: number;
  readonly payload: { readonly analysisId: string };
}

/** Takes webhooks; keeps every one it was sent. */
async function receiver(): Promise<{ told: Told[]; target: string; server: Server }> {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    request.on('end', () => {
      told.push(JSON.parse(text) as Told);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { told, target: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

/** Asks until the service, killed or not, gives an answer that is not a fault; an answer that never came was no promise. */
class Client {
  private token: string | null = null;

  constructor(private readonly url: string) {}

  async call(method: string, path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }> {
    for (;;) {
      try {
        this.token ??= await this.authorise();
        const response = await fetch(`${this.url}${path}`, {
          method,
          headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        const answer = { status: response.status, body: (await response.json()) as Record<string, unknown> };
        if (answer.status < 500) return answer;
      } catch {
        await nap(100);
      }
    }
  }

  private async authorise(): Promise<string> {
    const response = await fetch(`${this.url}/v2/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
      }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }
}

/** The processes of the service: one on the embedded database; an API and two workers on PostgreSQL. */
async function service(port: number) {
  const fresh = await freshStore();
  const directory = mkdtempSync(join(tmpdir(), 'saldo-storm-'));
  const where: Record<string, string> =
    fresh.store.kind === 'postgresql' ? { DATABASE_URL: fresh.store.url } : { SALDO_DATA_DIR: directory };
  const env = {
    ...where,
    SALDO_SECRET_KEY: 'storm key',
    SALDO_BOOTSTRAP: `storm:api:${CLIENT.id}:${CLIENT.secret}`,
    SALDO_WEBHOOK_ALLOW: '127.0.0.1/32',
    SALDO_WEBHOOK_SCHEDULE: '0,1,1,2,2,5,5,10,10,30',
  };
  const isMany = fresh.store.kind === 'postgresql';
  const api = new Process(['serve', '--port', String(port), ...(isMany ? ['--no-worker'] : [])], env, 'listening');
  const workers = isMany ? [new Process(['worker'], env, null), new Process(['worker'], env, null)] : [];
  return {
    processes: [api, ...workers],
    end: async () => {
      await Promise.all([api, ...workers].map((one) => one.kill()));
      await fresh.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const nap = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('a storm of kills', () => {
  it(`of ${KILLS} at random moments loses none of ${ANALYSES} accepted analyses and no event`, {
    timeout: SECONDS_MAX * 1_000,
  }, async () => {
    const random = seeded(20_261_121);
    const port = await freePort();
    const { processes, end } = await service(port);
    const { told, target, server } = await receiver();
    try {
      for (const one of processes) await one.start();
      const client = new Client(`http://127.0.0.1:${port}`);
      await client.call('POST', '/v2/subscriptions', { target, eventName: 'analysis_completed' });
      const accepted: string[] = [];
      const send = async () => {
        for (let at = 0; at < ANALYSES; at += 1) {
          const path = `/v2/customers/${await newCustomer(client, random)}/analyses`;
          const { status, body } = await client.call('POST', path, { accounts });
          expect(status).toBe(202);
          accepted.push(`${path}/${body['id']}`);
        }
      };
      // Each kill belongs to a moment of the flow, so that all of them meet work in hand, however fast the machine is.
      const moments = Array.from({ length: KILLS }, () => Math.floor(random() * ANALYSES)).sort((x, y) => x - y);
      const strike = async () => {
        for (const moment of moments) {
          while (accepted.length < moment) await nap(10);
          await nap(random() * 500);
          const victim = processes[Math.floor(random() * processes.length)];
          await victim?.kill();
          await victim?.start();
        }
      };
      await Promise.all([send(), strike()]);
      await checkAnalyses(client, accepted);
      await checkEvents(told, accepted);
    } finally {
      server.close();
      await end();
    }
  });
});

/** A customer; one whose creation was done but never answered exists already, so another is made. */
async function newCustomer(client: Client, random: () => number): Promise<string> {
  for (;;) {
    const { status, body } = await client.call('POST', '/v2/customers', { customIdentifier: String(random()) });
    if (status === 201) return String(body['id']);
    expect(status).toBe(422);
  }
}

/** Every accepted analysis comes to its one result. */
async function checkAnalyses(client: Client, accepted: readonly string[]): Promise<void> {
  for (const path of accepted) {
    for (;;) {
      const { body } = await client.call('GET', path);
      if (body['status'] !== 'IN_PROGRESS') {
        expect(body['status']).toBe('COMPLETED');
        break;
      }
      await nap(200);
    }
  }
  expect(new Set(accepted).size).toBe(ANALYSES);
}

/** Indexes that were told, each once, in order. */
function indexesOf(told: readonly Told[]): number[] {
  return [...new Set(told.map(({ index }) => index))].sort((a, b) => a - b);
}

/** Every end was told, under one id and one index each, without a gap: also of analyses whose acceptance was never answered. */
async function checkEvents(told: readonly Told[], accepted: readonly string[]): Promise<void> {
  const isTold = (path: string) => told.some(({ payload }) => path.endsWith(payload.analysisId));
  const isWhole = () => indexesOf(told).length === Math.max(...told.map(({ index }) => index));
  for (let tries = 0; tries < 600 && !(accepted.every(isTold) && isWhole()); tries += 1) await nap(200);
  expect(accepted.filter((path) => !isTold(path))).toEqual([]);
  const indexById = new Map(told.map(({ id, index }) => [id, index]));
  expect(told.filter(({ id, index }) => indexById.get(id) !== index)).toEqual([]);
  const byAnalysis = new Map<string, Set<string>>();
  for (const { id, payload } of told) {
    byAnalysis.set(payload.analysisId, (byAnalysis.get(payload.analysisId) ?? new Set()).add(id));
  }
  expect([...byAnalysis.values()].filter((ids) => ids.size > 1)).toEqual([]);
  expect(indexById.size).toBe(indexesOf(told).length);
  expect(indexesOf(told)).toEqual(indexesOf(told).map((_, at) => at + 1));
}
