import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/api/app.js';
import { beginRequest, endRequest } from '../../src/services/repeat-request.js';
import { type AppUnderTest, appUnderTest } from '../app-under-test.js';

let saldo: AppUnderTest;
beforeAll(async () => {
  saldo = await appUnderTest();
});
afterAll(() => saldo.close());

let count = 0;
/** POSTs under an Idempotency-Key, as a client of a project of its own. */
async function poster(app: FastifyInstance = saldo.app) {
  count += 1;
  const token = await saldo.tokenFor(`repeats ${count}`);
  return (key: string, url: string, payload: object) =>
    app.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': key },
      payload,
    });
}

describe('a request with an Idempotency-Key', () => {
  it('that met the rate limit is done when it is sent again', async () => {
    const limited = await buildApp({ ...saldo.context, clientRequestsPerMinuteMax: 1 });
    const post = await poster(limited);
    await post('first', '/v2/customers', { customIdentifier: 'one' });
    const refused = await post('second', '/v2/customers', { customIdentifier: 'two' });
    expect([refused.statusCode, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
    await limited.close();
    const kept = await saldo.context.services.database.query('select key, status from idempotent_answer');
    expect(kept).toEqual([{ key: 'first', status: 201 }]);
  });

  it('answers a repetition in the form of its contract, faults too', async () => {
    const post = await poster();
    const user = { externalUserId: 'jane' };
    await post('a', '/cfa/users', user);
    const first = await post('b', '/cfa/users', user);
    const again = await post('b', '/cfa/users', user);
    expect([first.statusCode, again.statusCode]).toEqual([409, 409]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.headers['content-type']).toBe(first.headers['content-type']);
    expect(again.body).toBe(first.body);
  });

  it('that died with its process is taken over by one repetition alone', async () => {
    const { services } = saldo.context;
    const token = await saldo.tokenFor('dead');
    const { projectId, clientId } = await saldo.context.tokens.principalOf(token);
    const key = { projectId, clientId, key: 'k' };
    expect(await beginRequest(services, key, 'print')).toBeNull();
    const age = `update idempotent_answer set created_at = now() - interval '61 s' where project_id = $1`;
    await services.database.query(age, [projectId]);
    // Slow to act on what it has read: the other one has taken the key over by then.
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const query: typeof services.database.query = async (sql, values) => {
      const rows = await services.database.query(sql, values);
      if (sql.startsWith('select fingerprint')) await gate;
      return rows as never;
    };
    const slow = beginRequest({ ...services, database: { ...services.database, query } }, key, 'print');
    const outcome = expect(slow).rejects.toMatchObject({ code: 'CONFLICT' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await beginRequest(services, key, 'print')).toBeNull();
    go();
    await outcome;
  });

  it('keeps nothing of a customer that was erased before the answer was kept', async () => {
    const { services } = saldo.context;
    const token = await saldo.tokenFor('erased meanwhile');
    const { projectId, clientId } = await saldo.context.tokens.principalOf(token);
    const { body } = await saldo.call(token, 'POST', '/v2/customers', { customIdentifier: 'gone' });
    const key = { projectId, clientId, key: 'k' };
    await beginRequest(services, key, 'print');
    await saldo.call(token, 'DELETE', `/v2/customers/${body.id}`);
    await endRequest(services, key, { status: 202, body: 'hers', customerIds: [body.id] });
    const statement = 'select body from idempotent_answer where project_id = $1';
    expect(await services.database.query(statement, [projectId])).toEqual([]);
  });
});
