import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest, type Json } from '../app-under-test.js';

const read = (path: string): Json => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const { accounts } = read('examples/personae/fr__harry_potter.json');
const SHIPPED = read('src/reference/models/credit.json');

/** The shipped scorecard believed less, as another lender's data might say. */
function ownModel(version: string, factor: number): Json {
  const features = SHIPPED.features.map((feature: Json) => ({ ...feature, coefficient: feature.coefficient * factor }));
  return { ...SHIPPED, version, features };
}

let saldo: AppUnderTest;
beforeAll(async () => {
  saldo = await appUnderTest();
});
afterAll(() => saldo.close());

let count = 0;
/** A project of its own with an operator's token and one customer. */
async function lender() {
  count += 1;
  const token = await saldo.tokenFor(`lender ${count}`, 'personal', 'operator');
  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown) =>
    saldo.call(token, method, url, body);
  const { body: customer } = await call('POST', '/v2/customers', { customIdentifier: 'c' });
  const path = `/v2/customers/${customer.id}`;
  const [project] = await saldo.context.services.database.query<{ id: string }>(
    'select project_id as id from customer where id = $1',
    [customer.id],
  );
  const analyse = async (payload: object = {}) => {
    const { body } = await call('POST', `${path}/analyses`, { accounts, ...payload });
    await saldo.drainJobs();
    return body.id as string;
  };
  const scores = async (analysisId: string) => (await call('GET', `${path}/analyses/${analysisId}/scores`)).body;
  const records = (analysisId: string) =>
    saldo.context.services.database.query<Json>(
      'select * from score_record where analysis_id = $1 order by score, role',
      [analysisId],
    );
  const upload = async (model: Json) => (await call('POST', '/operator/scorecards', model)).body.id as string;
  const use = (id: string, role: string) => call('PATCH', `/operator/scorecards/${id}`, { role });
  const replay = async (analysisId: string): Promise<Json[]> =>
    (await call('GET', `/operator/customers/${customer.id}/analyses/${analysisId}/replay`)).body.resources;
  return {
    replay,
    call,
    path,
    customerId: customer.id,
    projectId: project?.id ?? '',
    analyse,
    scores,
    records,
    upload,
    use,
  };
}

describe('scorecards of a project', () => {
  it('start with the shipped ones as champions', async () => {
    const { call } = await lender();
    const { status, body } = await call('GET', '/operator/scorecards');
    expect(status).toBe(200);
    expect(body.resources).toMatchObject([
      { id: 'shipped-credit', name: 'credit', role: 'champion', isShipped: true, createdAt: null },
      { id: 'shipped-payment', name: 'payment', role: 'champion', isShipped: true, createdAt: null },
    ]);
    expect(body.resources[0].hash).toMatch(/^[0-9a-f]{64}$/);
    expect(body.resources[0].measures).toMatchObject({ cases: 273, bad: 25, horizonMonths: 12 });
  });

  it('tell how well they did on cases they had not seen, where their file says so', async () => {
    const { call } = await lender();
    for (const { measures } of (await call('GET', '/operator/scorecards')).body.resources) {
      const { auc, gini, ks, calibrationSlope } = measures.crossValidated;
      for (const { value, low, high } of [auc, gini, ks, calibrationSlope]) {
        expect(low).toBeLessThan(value);
        expect(value).toBeLessThan(high);
      }
      expect(auc.low).toBeGreaterThan(0.75);
      expect(gini.value).toBeCloseTo(2 * auc.value - 1, 9);
    }
    const { validation: _, ...silent } = ownModel('silent', 0.5);
    const { status, body } = await call('POST', '/operator/scorecards', silent);
    expect([status, body.measures.crossValidated]).toEqual([201, null]);
  });

  it('are kept as brought, unused, and told with what their file says', async () => {
    const { call } = await lender();
    const { status, body } = await call('POST', '/operator/scorecards', ownModel('own 1', 0.5));
    expect([status, body.role, body.version, body.isShipped]).toEqual([201, 'retired', 'own 1', false]);
    const { body: list } = await call('GET', '/operator/scorecards');
    expect(list.resources[0]).toEqual(body);
    expect((await call('POST', '/operator/scorecards', ownModel('own 1', 0.5))).status).toBe(422);
    expect((await call('POST', '/operator/scorecards', SHIPPED)).status).toBe(422);
  });

  it.each([
    ['an unknown field', { ...ownModel('x', 1), surprise: 1 }, /surprise/],
    ['another name', { ...ownModel('x', 1), name: 'mortgage' }, /name must be one of credit, payment/],
    ['a feature of its own', { ...ownModel('x', 1), features: [{ ...SHIPPED.features[0], id: 'age' }] }, /features\.0/],
    [
      'a feature the wrong way round',
      { ...ownModel('x', 1), features: [{ ...SHIPPED.features[0], id: 'balance.negative_days_share' }] },
      /direction/,
    ],
    ['a feature twice', { ...ownModel('x', 1), features: [SHIPPED.features[0], SHIPPED.features[0]] }, /twice/],
  ])('are refused with %s', async (_, model, message) => {
    const { call } = await lender();
    const { status, body } = await call('POST', '/operator/scorecards', model);
    expect([status, body.code]).toEqual([400, 'BAD_REQUEST']);
    expect(body.message).toMatch(message);
  });

  it('are refused above a megabyte', async () => {
    const { call } = await lender();
    const { status } = await call('POST', '/operator/scorecards', { ...SHIPPED, description: 'x'.repeat(1_100_000) });
    expect(status).toBe(413);
  });

  it('are nobody else’s, and for operators only', async () => {
    const [owner, stranger] = [await lender(), await lender()];
    const id = await owner.upload(ownModel('mine', 0.5));
    expect((await stranger.use(id, 'champion')).status).toBe(404);
    const token = await saldo.tokenFor('lender plain');
    expect((await saldo.call(token, 'GET', '/operator/scorecards')).status).toBe(403);
    expect((await saldo.call(token, 'POST', '/operator/scorecards', SHIPPED)).status).toBe(403);
    expect((await saldo.call(token, 'PATCH', `/operator/scorecards/${id}`, { role: 'champion' })).status).toBe(403);
  });

  it('need a sentence for every feature to be champion, not to be challenger', async () => {
    const { upload, use } = await lender();
    const features = [{ ...SHIPPED.features[0], id: 'balance.mean' }];
    const id = await upload({ ...SHIPPED, version: 'silent', features });
    const refused = await use(id, 'champion');
    expect([refused.status, refused.body.message]).toEqual([400, expect.stringContaining('balance.mean')]);
    expect((await use(id, 'challenger')).status).toBe(200);
  });
});

describe('champion and challenger', () => {
  it('score side by side, and clients see the champion alone', async () => {
    const { call, path, analyse, scores, records, upload, use } = await lender();
    const before = await scores(await analyse());
    const [first, second] = [await upload(ownModel('own 1', 3)), await upload(ownModel('own 2', 0))];
    expect((await use(first, 'champion')).body.role).toBe('champion');
    expect((await use(second, 'challenger')).body.role).toBe('challenger');
    const roles = (await call('GET', '/operator/scorecards')).body.resources.map(({ role }: Json) => role);
    expect(roles).toEqual(['challenger', 'champion', 'retired', 'champion']);
    const id = await analyse();
    const after = await scores(id);
    expect(after.creditScore.version).toBe('own 1');
    expect(after.creditScore.value).not.toBe(before.creditScore.value);
    expect(after.paymentScore).toEqual(before.paymentScore);
    const kept = await records(id);
    expect(kept.map(({ score, role, model_version: version }: Json) => [score, role, version])).toEqual([
      ['credit', 'challenger', 'own 2'],
      ['credit', 'champion', 'own 1'],
      ['payment', 'champion', before.paymentScore.version],
    ]);
    expect(kept[0]?.['value']).not.toBe(kept[1]?.['value']);
    expect(kept[1]).toMatchObject({
      value: after.creditScore.value,
      probability: after.creditScore.probabilityOfDefault,
      engine_version: expect.any(String),
      reference_hash: expect.any(String),
    });
    const seen = JSON.stringify((await call('GET', `${path}/analyses/${id}`)).body);
    expect(seen).not.toContain('own 2');
  });

  it('give way to one another, and the shipped one can be taken back', async () => {
    const { call, analyse, scores, upload, use } = await lender();
    const [first, second] = [await upload(ownModel('own 1', 3)), await upload(ownModel('own 2', 2))];
    await use(first, 'champion');
    await use(second, 'champion');
    const roleOf = async (id: string) =>
      (await call('GET', '/operator/scorecards')).body.resources.find((one: Json) => one.id === id).role;
    expect([await roleOf(first), await roleOf(second), await roleOf('shipped-credit')]).toEqual([
      'retired',
      'champion',
      'retired',
    ]);
    expect((await use('shipped-credit', 'challenger')).status).toBe(400);
    expect((await use('shipped-credit', 'champion')).body.role).toBe('champion');
    expect(await roleOf(second)).toBe('retired');
    expect((await scores(await analyse())).creditScore.version).not.toMatch(/own/);
  });
});

describe('the default rate and the transfer weight', () => {
  it('are the lender’s to set, move its scores alone, and are kept with each score', async () => {
    const { call, analyse, scores, records, replay } = await lender();
    const effects = async (analysisId: string) => JSON.parse((await records(analysisId))[0]?.['outcome']).effects;
    const shipped = await analyse();
    const before = await scores(shipped);
    const set = { creditDefaultRate: 0.05, creditTransferWeight: 0.4 };
    const { status, body } = await call('PATCH', '/operator/project', set);
    expect([status, body]).toMatchObject([200, { ...set, paymentDefaultRate: null, paymentTransferWeight: null }]);
    const id = await analyse();
    const after = await scores(id);
    const logOdds = (probability: number) => Math.log((1 - probability) / probability);
    const shift = logOdds(after.creditScore.probabilityOfDefault) - logOdds(before.creditScore.probabilityOfDefault);
    // The shipped prior is 4.4; only the level moves, no feature's points.
    expect(shift).toBeCloseTo(logOdds(0.05) - 4.4, 3);
    expect(await effects(id)).toEqual(await effects(shipped));
    expect(after.paymentScore).toEqual(before.paymentScore);
    await call('PATCH', '/operator/project', { creditTransferWeight: 0, paymentDefaultRate: 0.02 });
    const unbelieved = await effects(await analyse());
    const fitted = ({ id: feature }: Json) => feature === 'balance.lowest_after_payment';
    expect((await effects(id)).find(fitted).points).not.toBe(0);
    expect(unbelieved.find(fitted).points).toBe(0);
    await call('PATCH', '/operator/project', {
      creditDefaultRate: null,
      creditTransferWeight: null,
      paymentDefaultRate: null,
    });
    expect((await scores(await analyse())).creditScore).toEqual(before.creditScore);
    for (const analysisId of [shipped, id]) {
      expect((await replay(analysisId)).map(({ isIdentical }) => isIdentical)).toEqual([true, true]);
    }
  });

  it('hold for an own scorecard and its challenger too', async () => {
    const { call, analyse, records, upload, use } = await lender();
    await use(await upload(ownModel('own 1', 3)), 'champion');
    await use(await upload(ownModel('own 2', 2)), 'challenger');
    const [before] = await records(await analyse());
    await call('PATCH', '/operator/project', { creditDefaultRate: 0.1 });
    const [challenger, champion] = await records(await analyse());
    expect(challenger?.['probability']).toBeGreaterThan(before?.['probability']);
    expect(champion?.['policy_hash']).not.toBe(before?.['policy_hash']);
  });

  it.each([
    ['creditDefaultRate', 0],
    ['creditDefaultRate', 0.51],
    ['paymentDefaultRate', -0.1],
    ['paymentDefaultRate', '0.02'],
    ['creditTransferWeight', 1.01],
    ['paymentTransferWeight', -0.01],
  ])('are refused with %s %s', async (field, value) => {
    const { call } = await lender();
    const { status, body } = await call('PATCH', '/operator/project', { [field]: value });
    expect([status, body.message]).toEqual([400, expect.stringContaining(field)]);
  });
});

describe('a score’s record', () => {
  it('gives the same bytes again from feature values and model, whatever is in use by then', async () => {
    const { analyse, upload, use, replay } = await lender();
    const [first, second] = [await upload(ownModel('own 1', 3)), await upload(ownModel('own 2', 2))];
    await use(first, 'champion');
    await use(second, 'challenger');
    const id = await analyse();
    await use('shipped-credit', 'champion');
    await use(second, 'retired');
    expect((await replay(id)).map(({ score, role, isIdentical }) => [score, role, isIdentical])).toEqual([
      ['credit', 'challenger', true],
      ['credit', 'champion', true],
      ['payment', 'champion', true],
    ]);
  });

  it('shows what of it has been tampered with', async () => {
    const { projectId, analyse, replay } = await lender();
    const id = await analyse();
    const { database } = saldo.context.services;
    const set = (change: string) => database.query(`update score_record set ${change} where analysis_id = $1`, [id]);
    const whatOf = async () => (await replay(id)).map(({ differences }) => differences.map(({ what }: Json) => what));
    await set(`value = value + 1, model_hash = 'x' || model_hash`);
    expect(await whatOf()).toEqual([
      ['modelHash', 'value'],
      ['modelHash', 'value'],
    ]);
    await set('value = value - 1, model_hash = substr(model_hash, 2)');
    expect(await whatOf()).toEqual([[], []]);
    await set(`features = json_build_object('balance.negative_days_share', 1)`);
    const [credit] = await replay(id);
    expect(credit?.['isIdentical']).toBe(false);
    const share = credit?.['differences'].find(({ what }: Json) => what === 'features.balance.negative_days_share');
    expect(share).toMatchObject({ kept: expect.any(Number), replayed: 1 });
    await database.query(`update score_policy set policy = '{}' where project_id = $1`, [projectId]);
    expect(await whatOf()).toEqual([['policyHash'], ['policyHash']]);
  });

  it('can be replayed by its own operators alone, and only for an analysis there is', async () => {
    const [owner, stranger] = [await lender(), await lender()];
    const path = `/operator/customers/${owner.customerId}/analyses/${await owner.analyse()}/replay`;
    expect((await stranger.call('GET', path)).status).toBe(404);
    expect((await owner.call('GET', path.replace('/replay', 'x/replay'))).status).toBe(404);
    expect((await saldo.call(await saldo.tokenFor('lender plain'), 'GET', path)).status).toBe(403);
    expect((await owner.call('GET', path)).status).toBe(200);
  });

  it('is not made where no score was wanted, and goes with the customer', async () => {
    const { call, path, customerId, analyse, records } = await lender();
    expect(await records(await analyse({ parameters: { disableScores: true } }))).toEqual([]);
    const id = await analyse();
    expect(await records(id)).toHaveLength(2);
    const { body } = await call('GET', `/operator/customers/${customerId}/export`);
    expect(body.scoreRecords).toHaveLength(2);
    await call('DELETE', path);
    expect(await records(id)).toEqual([]);
  });
});

describe('the credit asked for', () => {
  const asked = { amount: 3000, durationMonths: 24, monthlyPayment: 140.55 };
  const features = (rows: Json[]) => rows.find(({ score }) => score === 'credit')?.features;

  it('takes part in the scores, is kept in minor units, and stays with a corrected analysis', async () => {
    const { call, path, analyse, records } = await lender();
    const [without, withIt] = [await analyse(), await analyse({ application: asked })];
    const [before, after] = [features(await records(without)), features(await records(withIt))];
    const name = 'balance.lowest_after_payment';
    expect(after[name]).toBeLessThan(before[name]);
    const stored = async (id: string) =>
      (await saldo.context.services.database.query<Json>('select application from analysis where id = $1', [id]))[0]
        ?.application;
    const minor = { amountMinor: 300_000, durationMonths: 24, monthlyPaymentMinor: 14_055 };
    expect([await stored(without), await stored(withIt)]).toEqual([null, minor]);
    const { body: done } = await call('GET', `${path}/analyses/${withIt}`);
    const flow = done.creditInsights.cashFlows.find(({ category }: Json) => category === 'RENT');
    const corrected = await call('PATCH', `${path}/analyses/${withIt}/credit-insights/cash-flows/${flow.id}`, {
      category: 'LEISURE',
    });
    expect(await stored(corrected.body.id)).toEqual(minor);
  });

  it('stays with an analysis made again, and a later one without it ends that', async () => {
    const { call, customerId, analyse, records } = await lender();
    const refreshed = async () => {
      const { body } = await call('POST', `/operator/customers/${customerId}/refresh`);
      await saldo.drainJobs();
      return features(await records(body.id))['balance.lowest_after_payment'];
    };
    const own = async (id: string) => features(await records(id))['balance.lowest_after_payment'];
    const withIt = await own(await analyse({ application: asked }));
    expect([await refreshed(), await refreshed()]).toEqual([withIt, withIt]);
    const without = await own(await analyse());
    expect(without).not.toBe(withIt);
    expect(await refreshed()).toBe(without);
  });

  it.each([
    ['amount', 0],
    ['amount', -5],
    ['amount', 10.001],
    ['amount', 1e12],
    ['durationMonths', 1.5],
    ['durationMonths', 0],
    ['monthlyPayment', '12'],
    ['monthlyPayment', undefined],
  ])('is refused with %s %s', async (field, value) => {
    const { call, path } = await lender();
    const application = { ...asked, [field]: value };
    const { status, body } = await call('POST', `${path}/analyses`, { accounts, application });
    expect([status, body.message]).toEqual([400, expect.stringContaining(`application.${field}`)]);
  });
});
