import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Context, createContext } from '../../src/context.js';
import { type RunningServer, startServer } from '../../src/server.js';
import { createClient } from '../../src/services/create-client.js';
import { configOn, freshStore } from '../app-under-test.js';

let context: Context;
let server: RunningServer;
let drop: () => Promise<void>;
let credentials: { client_id: string; client_secret: string };

beforeAll(async () => {
  const fresh = await freshStore();
  drop = fresh.drop;
  const bootstrap = [
    {
      project: 'boot',
      role: 'api' as const,
      clientId: 'boot-client',
      clientSecret: 'boot-secret',
      currency: 'GBP',
      usage: 'business' as const,
    },
  ];
  context = await createContext({ ...configOn(fresh.store), bootstrap }, { withWorker: true });
  server = await startServer(context, { withWorker: true });
  const { clientId, clientSecret } = await createClient(context.services, { name: 'c', project: 'p', role: 'api' });
  credentials = { client_id: clientId, client_secret: clientSecret };
});
afterAll(async () => {
  await server.close();
  await context.close();
  await drop();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });
const tokenFor = (fields: Record<string, string>, version = 'v2') =>
  fetch(`${server.url}/${version}/oauth/token`, { method: 'POST', body: new URLSearchParams(fields) });

describe('a running server', () => {
  it('answers on a free port, tells its health and shows what runs here', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect(await (await get('/health')).json()).toMatchObject({ status: 'ok' });
    const landing = await get('/');
    expect(landing.headers.get('content-type')).toContain('text/html');
    expect(await landing.text()).toContain('href="/docs"');
    expect((await get('/docs')).status).toBe(200);
  });

  it('describes itself in OpenAPI 3.1, every route with its answers', async () => {
    const description = (await (await get('/openapi/algoan.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    };
    expect(description.openapi).toMatch(/^3\.1/);
    const routes = Object.keys(description.paths);
    for (const path of [
      '/v2/oauth/token',
      '/v1/oauth/token',
      '/v2/customers',
      '/v2/customers/{id}/analyses/{analysisId}/scores',
    ]) {
      expect(routes).toContain(path);
    }
    for (const [path, methods] of Object.entries(description.paths)) {
      for (const { responses } of Object.values(methods)) {
        expect([path, Object.keys(responses).some((status) => status.startsWith('2'))]).toEqual([path, true]);
      }
    }
  });

  it('counts its requests and waiting jobs', async () => {
    await get('/v2/customers/someone');
    const text = await (await get('/metrics')).text();
    expect(text).toContain(
      'saldo_http_request_duration_seconds_count{method="GET",route="/v2/customers/:id",status="401"}',
    );
    expect(text).toMatch(/saldo_jobs_waiting\{queue="run-analysis"\} \d/);
  });

  it('names each request, and carries the headers that keep browsers careful', async () => {
    const { headers } = await get('/health');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('tokens', () => {
  it('are EdDSA, can be verified with the public keys alone, and no private key is shown', async () => {
    const response = await tokenFor(
      { ...credentials, grant_type: 'client_credentials', username: '', password: '' },
      'v1',
    );
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { access_token } = (await response.json()) as { access_token: string };
    expect(decodeProtectedHeader(access_token).alg).toBe('EdDSA');
    const keys = createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(access_token, keys);
    expect(payload.sub).toBe(credentials.client_id);
    const published = (await (await get('/.well-known/jwks.json')).json()) as { keys: Record<string, unknown>[] };
    for (const key of published.keys) expect(Object.keys(key)).not.toContain('d');
  });

  it('are renewed only for the client they were made for', async () => {
    const { refresh_token } = (await (await tokenFor({ ...credentials, grant_type: 'client_credentials' })).json()) as {
      refresh_token: string;
    };
    const renew = async (fields: Record<string, string>) =>
      (await tokenFor({ grant_type: 'refresh_token', refresh_token, ...fields })).status;
    expect(await renew(credentials)).toBe(201);
    expect(await renew({})).toBe(201);
    expect(await renew({ ...credentials, client_secret: 'wrong' })).toBe(401);
    expect(await renew({ client_id: 'boot-client', client_secret: 'boot-secret' })).toBe(401);
    expect(await renew({ refresh_token: 'nonsense' })).toBe(401);
  });

  it('tell which field is missing', async () => {
    const response = await tokenFor({ client_id: 'x' });
    expect(await response.json()).toMatchObject({ code: 'MISSING_PARAM', status: 400 });
    expect((await tokenFor({ ...credentials, grant_type: 'password' })).status).toBe(400);
  });

  it('that are not ours are refused', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer x.y.z', 'Basic abc', `Bearer ${'a'.repeat(5_000)}`]) {
      expect((await get('/v2/customers', { authorization })).status).toBe(401);
    }
  });
});

describe('bootstrap clients', () => {
  it('exist once the server is up, in a project of their settings, and a second start leaves them alone', async () => {
    const response = await tokenFor({
      client_id: 'boot-client',
      client_secret: 'boot-secret',
      grant_type: 'client_credentials',
    });
    expect(response.status).toBe(201);
    const projects = await context.services.database.query("select currency, usage from project where name = 'boot'");
    expect(projects).toEqual([{ currency: 'GBP', usage: 'business' }]);
  });

  it('are kept as hashes only', async () => {
    const [client] = await context.services.database.query("select * from client where client_id = 'boot-client'");
    expect(JSON.stringify(client)).not.toContain('boot-secret');
  });
});
