import { mergeImport } from '../dist/domain/merge-import.js';
import { parseBankData } from '../dist/formats/parse-bank-data.js';
import { readCompiled, referenceOn } from '../dist/reference/load.js';

export const AS_OF = '2026-08-22';
export const reference = referenceOn(readCompiled(), AS_OF);

/** Median of the times of `runs` calls in milliseconds, after one call that is not counted. */
export function medianMs(call, runs) {
  call();
  // Once: collecting before every run would throw away compiled code, which no server does between two customers.
  globalThis.gc?.();
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const start = process.hrtime.bigint();
    call();
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

/** The engine's input for a contract-A JSON text. */
export function inputOf(text) {
  const batch = parseBankData(JSON.parse(text), { format: 'ALGOAN', country: null });
  const { accounts, transactions } = mergeImport({ accounts: [], transactions: [] }, batch, 'bench');
  return { accounts, transactions, currency: accounts[0].currency, profile: 'personal', corrections: [] };
}

/** Prints one result as a line of JSON. */
export function report(name, value, unit, better, detail) {
  console.log(JSON.stringify({ name, value: Number(value.toPrecision(4)), unit, better, detail }));
}
