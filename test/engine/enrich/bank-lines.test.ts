import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import type { Enrichment } from '../../../src/domain/enrichment.js';
import { enrich } from '../../../src/engine/enrich/enrich.js';
import { readCompiled, referenceOn } from '../../../src/reference/load.js';
import { singleLine } from '../../../src/services/single-line.js';

interface BankLine {
  readonly bank: string;
  readonly country: string;
  readonly currency: string;
  readonly amount: string;
  readonly description: string | null;
  readonly counterparty: string | null;
  readonly proprietaryType: string | null;
  readonly purposeCode: string | null;
  readonly reasonCode: string | null;
  readonly channel: 'card' | 'direct_debit' | 'fee' | null;
}

const FILE = new URL('../../data/bank-lines/lines.jsonl', import.meta.url);
const LINES = readFileSync(FILE, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as BankLine);
const reference = referenceOn(readCompiled(), parseCalendarDate('2026-01-15'));

function read(line: BankLine): Enrichment {
  const { account, transaction } = singleLine({ ...line, description: line.description ?? '', owner: null });
  const { proprietaryType, purposeCode, reasonCode } = line;
  const whole = {
    ...transaction,
    counterpartyName: line.counterparty,
    hints: { ...transaction.hints, proprietaryType, purposeCode, reasonCode },
  };
  const input = {
    accounts: [account],
    transactions: [whole],
    currency: account.currency,
    profile: 'personal' as const,
    corrections: [],
  };
  const [enrichment] = enrich(input, [{ account, excludedBy: null }], reference);
  if (!enrichment) throw new Error('no enrichment');
  return enrichment;
}

describe('lines of real bank payloads', () => {
  it('get a category other than other on 85 % of cards, direct debits and fees', () => {
    const judged = LINES.filter(({ channel }) => channel !== null);
    const unread = judged.filter((line) => read(line).category === 'expenses.other');
    expect(judged.length).toBeGreaterThan(30);
    expect(unread.length / judged.length, unread.map(({ description }) => description).join('\n')).toBeLessThan(0.15);
  });

  it.each([
    ['triodosbank', 'Aladdin Lampen', 'expenses.shopping'],
    ['abnamro', 'Nederlandse Loterij', 'gambling.gain'],
    ['abnamro', 'DEBETRENTE', 'fees.overdraft'],
    ['abnamro', 'Zorgverzekeraar', 'insurance.health'],
    ['abnamro', 'AllSecur', 'insurance.car'],
    ['abnamro', 'KPN - DIGITENNE', 'housing.telecom'],
    ['stet', 'Loyer Studio', 'housing.rent'],
    ['stet', 'Salaire Frontalier', 'income.salary'],
    ['redsys', 'Remittance Information', 'expenses.other'],
    ['knab', 'A gift from Grandpa. A gift', 'expenses.other'],
  ])('%s: %s is %s', (bank, words, category) => {
    const line = LINES.find((one) => one.bank === bank && one.description?.includes(words));
    expect(line).toBeDefined();
    if (line) expect(read(line).category).toBe(category);
  });
});
