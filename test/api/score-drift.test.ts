import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepHouse } from '../../src/services/housekeeping.js';
import { measureAllDrift } from '../../src/services/score-drift.js';
import { type AppUnderTest, appUnderTest, type Json } from '../app-under-test.js';

const { accounts } = JSON.parse(
  readFileSync(new URL('../../examples/personae/fr__harry_potter.json', import.meta.url), 'utf8'),
) as { accounts: unknown[] };

let saldo: AppUnderTest;
let token: string;
let projectId: string;
beforeAll(async () => {
  saldo = await appUnderTest();
  token = await saldo.tokenFor('drift', 'personal', 'operator');
  const { body: customer } = await saldo.call(token, 'POST', '/v2/customers', { customIdentifier: 'c' });
  await saldo.call(token, 'POST', `/v2/customers/${customer.id}/analyses`, { accounts });
  await saldo.drainJobs();
  const [row] = await saldo.context.services.database.query<{ id: string }>('select project_id as id from customer');
  projectId = row?.id ?? '';
});
afterAll(() => saldo.close());

const driftOf = async (id: string): Promise<Json> =>
  (await saldo.call(token, 'GET', `/operator/scorecards/${id}/drift`)).body;

/** Copies of the one credit score that was really given, so many days ago, each with its own points and features. */
async function addScores(count: number, daysAgo: number, change: { points: number; features: object }) {
  const { database } = saldo.context.services;
  const name = `${daysAgo}-`;
  await database.query(
    `insert into analysis (project_id, customer_id, id, status, format, source, data_origin, as_of)
     select project_id, customer_id, $1 || place, status, format, source, data_origin, as_of
     from analysis, generate_series(1, $2::int) place where id not like '%-%'`,
    [name, count],
  );
  await database.query(
    `insert into score_record (project_id, customer_id, analysis_id, score, role, model_version, model_hash, policy_hash,
       engine_version, reference_hash, features, points, probability, value, outcome, created_at)
     select project_id, customer_id, $1 || place, score, role, model_version, model_hash, policy_hash, engine_version,
       reference_hash, (features::jsonb || $3::jsonb)::json, $4, probability, value, outcome,
       now() - make_interval(days => $5, mins => place)
     from score_record, generate_series(1, $2::int) place where score = 'credit' and analysis_id not like '%-%'`,
    [name, count, JSON.stringify(change.features), change.points, daysAgo],
  );
}

const featureOf = ({ features }: Json, id: string) => features.find((feature: Json) => feature.id === id);
const FITTED = 'balance.low_days_share';
const JUDGED = 'incidents.seizures';

describe('drift of a scorecard', () => {
  it('is not told from too few scores', async () => {
    const drift = await driftOf('shipped-credit');
    expect(drift).toMatchObject({ scorecardId: 'shipped-credit', name: 'credit', score: { psi: null, records: 0 } });
    expect(featureOf(drift, FITTED)).toMatchObject({ psi: null, against: 'training', records: 1 });
  });

  it('holds the last 90 days against the training cases, or against the first scores where those tell nothing', async () => {
    await addScores(200, 150, { points: 640, features: { [JUDGED]: 0 } });
    await addScores(120, 20, { points: 640, features: { [JUDGED]: 0, [FITTED]: 0.5 } });
    const steady = await driftOf('shipped-credit');
    expect(featureOf(steady, FITTED)).toMatchObject({ psi: expect.any(Number), against: 'training', records: 121 });
    expect(featureOf(steady, FITTED).psi).toBeGreaterThan(0.25);
    expect(featureOf(steady, JUDGED)).toMatchObject({ against: 'first_records', records: 121 });
    expect(featureOf(steady, JUDGED).psi).toBeLessThan(0.1);
    expect(steady.score.psi).toBeLessThan(0.1);
    await addScores(300, 10, { points: 240, features: { [JUDGED]: 3, [FITTED]: 0.5 } });
    const moved = await driftOf('shipped-credit');
    expect(moved.score.psi).toBeGreaterThan(0.25);
    expect(featureOf(moved, JUDGED).psi).toBeGreaterThan(0.25);
  });

  it('is measured by housekeeping at most once an hour, and told in the metrics', async () => {
    const { services } = saldo.context;
    await keepHouse(services, saldo.context.config);
    expect(await measureAllDrift(services)).toBe(0);
    const text = (await saldo.app.inject({ method: 'GET', url: '/metrics' })).body;
    const lines = text.split('\n').filter((line) => line.startsWith('saldo_score_drift_psi{'));
    const line = lines.find((one) => one.includes('feature="score"'));
    expect(line).toContain(`project="${projectId}",score="credit"`);
    expect(Number(line?.split(' ').at(-1))).toBeCloseTo((await driftOf('shipped-credit')).score.psi, 9);
    expect(lines.some((one) => one.includes(`feature="${FITTED}"`))).toBe(true);
    const later = { ...services, now: () => new Date(Date.now() + 3_700_000) };
    expect(await measureAllDrift(later)).toBe(1);
  });

  it('is for operators, of their own scorecards', async () => {
    expect((await saldo.call(token, 'GET', '/operator/scorecards/unknown/drift')).status).toBe(404);
    const plain = await saldo.tokenFor('drift', 'personal', 'api');
    expect((await saldo.call(plain, 'GET', '/operator/scorecards/shipped-credit/drift')).status).toBe(403);
  });
});
