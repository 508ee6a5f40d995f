import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobSchema, summarySchema } from '../../../src/api/enablenow/analysis-job-routes.js';
import { pageSchema } from '../../../src/api/enablenow/transaction-routes.js';
import { CLIENT_PROFILE_NAMES, FLAGGED_NAMES, LOW_CONFIDENCE_NAMES } from '../../../src/domain/review.js';
import type { Json } from '../../app-under-test.js';
import { type ContractBUnderTest, contractBUnderTest } from './contract-b-under-test.js';
import { exampleAccounts } from './example-accounts.js';
import { examplesIn, keyDifferences } from './seed-examples.js';

const [JOB, JOBS] = examplesIn('analysis-jobs.txt');
const [PAGE] = examplesIn('transactions.txt');

let saldo: ContractBUnderTest;
let token: string;
let consentId: string;
let job: Json;

beforeAll(async () => {
  saldo = await contractBUnderTest(exampleAccounts());
  token = await saldo.tokenFor('lender');
  consentId = await saldo.consentOf(token, 'Jane-1');
  const input = { consentIds: [consentId] };
  const created = await saldo.call(token, 'POST', '/cfa/analysis-jobs', { reference: 'one', input });
  await saldo.call(token, 'POST', '/cfa/CategorizationJobs', { consentId });
  await saldo.drain();
  job = (await saldo.call(token, 'GET', `/cfa/analysis-jobs/${created.body.id}`)).body;
});
afterAll(() => saldo.close());

/** Ranks are as many as there are counterparties; the example has five each way. */
function withoutRanks(value: Json): Json {
  const { topCounterparties, ...analysis } = value.analysis;
  const { inflow, outflow } = topCounterparties;
  const top = { inflow: Object.values(inflow), outflow: Object.values(outflow) };
  return { ...value, analysis: { ...analysis, topCounterparties: top } };
}

describe('the contract’s own examples', () => {
  it('are three: a job, a list of jobs, a page of transactions', () => {
    expect(JOB.analysis.clientProfile).toHaveLength(14);
    expect(JOBS).toHaveLength(1);
    expect(PAGE.data).toHaveLength(2);
  });

  it('are valid by our schemas', () => {
    expect(jobSchema.safeParse(JOB).error).toBeUndefined();
    expect(summarySchema.array().safeParse(JOBS).error).toBeUndefined();
    expect(pageSchema.safeParse(PAGE).error).toBeUndefined();
  });

  it('have the keys of our answers: a job with its analysis', () => {
    expect(keyDifferences(withoutRanks(job), withoutRanks(JOB))).toEqual([]);
    expect(Object.keys(JOB.analysis.topCounterparties.inflow)).toEqual(['0', '1', '2', '3', '4']);
    expect(Object.keys(job.analysis.topCounterparties.outflow).slice(0, 3)).toEqual(['0', '1', '2']);
  });

  it('have the keys of our answers: a list of jobs', async () => {
    const { body } = await saldo.call(token, 'GET', '/cfa/analysis-jobs');
    expect(keyDifferences(body, JOBS)).toEqual([]);
    expect(Object.keys(body[0])).toEqual(Object.keys(JOBS[0]));
  });

  it('have the keys of our answers: a page of transactions with categories of engine z1', async () => {
    const { body } = await saldo.call(token, 'GET', `/cfa/transactions?consentId=${consentId}&pageSize=2`);
    const alone = body.data.map(({ category: { z2: _, ...category }, ...row }: Json) => ({ ...row, category }));
    expect(keyDifferences({ ...body, data: alone }, PAGE)).toEqual([]);
  });

  it('name the same entries in the same order', () => {
    for (const section of [
      'clientProfile',
      'flaggedTransactions',
      'lowConfidenceTransactions',
      'otherHighlightedTransactions',
    ])
      expect(job.analysis[section].map(({ name }: Json) => name)).toEqual(
        JOB.analysis[section].map(({ name }: Json) => name),
      );
    expect(CLIENT_PROFILE_NAMES).toEqual(JOB.analysis.clientProfile.map(({ name }: Json) => name));
    expect(FLAGGED_NAMES).toEqual(JOB.analysis.flaggedTransactions.map(({ name }: Json) => name));
    expect(LOW_CONFIDENCE_NAMES).toEqual(JOB.analysis.lowConfidenceTransactions.map(({ name }: Json) => name));
  });

  it('write moments and ids alike', () => {
    const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?$/;
    const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
    for (const one of [job, JOB]) {
      expect(one.created).toMatch(moment);
      expect(one.finishedAt).toMatch(moment);
      for (const given of [one.id, ...one.accountIds, ...one.input.consentIds]) expect(given).toMatch(id);
      expect(one.analysis.generalInfo.startDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });
});
