import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar-date.js';
import { analyse } from '../../src/engine/index.js';
import { AS_OF, anAccount, anInput, aTransaction, REFERENCE } from './insights/sample-data.js';

/** More than a call takes arguments: whoever spreads a list of them fails. */
const COUNT = 140_000;

describe('a long history', () => {
  it('is analysed whole, however many payments one payer makes', () => {
    const pays = Array.from({ length: COUNT }, (_, at) =>
      aTransaction(`p${at}`, addDays(AS_OF, -(at % 300)), 150_00, { description: 'VIR SEPA RECU ACME SAS' }),
    );
    const { status, insights, transactions } = analyse(anInput(pays, { accounts: [anAccount()] }), REFERENCE, AS_OF);
    expect(status).toBe('COMPLETED');
    expect(insights?.incomes.totalMinor).toBe(COUNT * 150_00);
    const [flow] = insights?.cashFlows ?? [];
    expect(flow?.transactionIds).toHaveLength(COUNT);
    expect(transactions.every(({ cashFlowId }) => cashFlowId === flow?.id)).toBe(true);
  });
});
