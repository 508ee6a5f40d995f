import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { anAccount } from './sample-data.js';
import { insightsOf, monthly, party, row } from './sample-insights.js';

const account = anAccount({ balanceDate: parseCalendarDate('2026-07-31') });
/** Keeps the period at April to July 2026. */
const EDGE = row('2026-04-01', -1, 'expenses.other');

function sourcesOf(...rows: Parameters<typeof insightsOf>[0]) {
  return insightsOf([EDGE, ...rows], [account]).sources;
}

describe('income sources', () => {
  it('tell a regular wage with its payday', () => {
    const [wage] = sourcesOf(...monthly('2026-04-27', 4, 200_000, 'income.salary', party('Acme')));
    expect(wage).toMatchObject({
      id: 'wage:name:acme',
      name: 'Acme',
      kind: 'wage',
      totalMinor: 800_000,
      monthlyMinor: 200_000,
      usualMinor: 200_000,
      usualMonthlyMinor: 200_000,
      isRegular: true,
      isRunning: true,
      isDependable: true,
      stability: 1,
      trend: 0,
      payday: 27,
      next: '2026-08-27',
      isStaffingAgency: null,
    });
  });

  it('net an advance against the wage that is smaller by it', () => {
    const [wage, ...others] = sourcesOf(
      row('2026-04-27', 200_000, 'income.salary', party('Acme')),
      row('2026-05-27', 200_000, 'income.salary', party('Acme')),
      row('2026-06-10', 50_000, 'income.salary_advance', party('Acme')),
      row('2026-06-27', 150_000, 'income.salary', party('Acme')),
    );
    expect(others).toEqual([]);
    expect(wage).toMatchObject({
      usualMinor: 200_000,
      stability: 1,
      trend: 0,
      totalMinor: 600_000,
      advanceIds: ['t3'],
    });
  });

  it('take an advance from a provider for the only employer’s', () => {
    const sources = sourcesOf(
      ...monthly('2026-04-27', 3, 200_000, 'income.salary', party('Acme')),
      row('2026-07-10', 30_000, 'income.salary_advance', party('PayNow')),
    );
    expect(sources.map(({ name, advanceIds }) => [name, advanceIds])).toEqual([['Acme', ['t4']]]);
  });

  it('keep platform pay and help from relatives apart', () => {
    const sources = sourcesOf(
      ...[3, 9, 22].map((day) =>
        row(`2026-07-${String(day).padStart(2, '0')}`, 10_000 + day * 700, 'income.self_employment', party('Rider')),
      ),
      ...monthly('2026-04-02', 4, 30_000, 'income.family_support', party('Mum', 'person')),
    );
    expect(sources.map(({ kind, isDependable }) => [kind, isDependable])).toEqual([
      ['family_support', false],
      ['self_employment', true],
    ]);
  });

  it('do not count on what has stopped, or was seen once', () => {
    const [stopped] = sourcesOf(...monthly('2026-01-15', 3, 90_000, 'subsidy.unemployment', party('Agency', 'state')));
    expect(stopped).toMatchObject({ kind: 'benefit', isRegular: true, isRunning: false, isDependable: false });
    const [once] = sourcesOf(row('2026-07-15', 90_000, 'income.salary', party('Acme')));
    expect(once).toMatchObject({
      isRegular: false,
      isDependable: false,
      stability: null,
      trend: null,
      usualMonthlyMinor: null,
    });
  });

  it('count on income of unknown purpose only when an organisation pays it regularly', () => {
    const fund = monthly('2026-04-15', 4, 40_000, 'income.other', party('Fund'));
    const friend = monthly('2026-04-16', 4, 30_000, 'income.other', party('Bob', 'person'));
    expect(sourcesOf(...fund, ...friend).map(({ name, isDependable }) => [name, isDependable])).toEqual([
      ['Fund', true],
      ['Bob', false],
    ]);
  });

  it('name a staffing agency that the reference data knows', () => {
    const randstad = {
      counterparty: { id: 'nl.randstad', name: 'Randstad', kind: 'company' },
      label: 'RANDSTAD',
    } as const;
    const [source] = sourcesOf(...monthly('2026-04-27', 4, 200_000, 'income.salary', randstad));
    expect(source).toMatchObject({ name: 'Randstad', isStaffingAgency: true });
  });
});
