import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBankData } from '../../../src/formats/parse-bank-data.js';
import { PROVIDERS } from '../../../src/formats/psd2/providers.js';

const BANKS = join(import.meta.dirname, '..', '..', 'data', 'banks');

/** Every sample of a folder, whatever it answers: the readers must tell accounts, balances and transactions apart. */
function samplesOf(folder: string): { readonly file: string; readonly text: string }[] {
  const files = readdirSync(join(BANKS, folder)).filter((file) => file.endsWith('.json'));
  return files.map((file) => ({
    file,
    text: JSON.stringify(JSON.parse(readFileSync(join(BANKS, folder, file), 'utf8')).body),
  }));
}

const FOLDERS: Readonly<Record<string, string>> = {
  ABNANL2A: 'abnamro',
  RABONL2U: 'rabobank',
  INGBNL2A: 'ing',
  KNABNL2H: 'knab',
  SNSBNL2A: 'volksbank',
  BUNQNL2A: 'bunq',
  TRIONL2U: 'triodosbank',
  REVOLT21: 'revolut',
  KREDBEBB: 'kbc',
  BBVAESMM: 'redsys',
  AGRIFRPP: 'stet/creditagricole',
  CRLYFRPP: 'stet/lcl',
};

const JUNK = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1e21,
    Number.MAX_SAFE_INTEGER,
    '',
    ' ',
    '9007199254740991.99',
    '9999-12-31',
    '\u0000',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Puts junk in the place of the leaves for which the dice say so. */
function spoil(value: unknown, dice: () => boolean, junk: () => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => spoil(one, dice, junk));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, one]) => [key, dice() ? junk() : spoil(one, dice, junk)]);
    return Object.fromEntries(entries);
  }
  return dice() ? junk() : value;
}

describe('answers with junk in them', () => {
  it.each(PROVIDERS.filter((bank) => FOLDERS[bank.providerKey] !== undefined))(
    '$name: become problems, never a crash',
    (bank) => {
      const samples = samplesOf(FOLDERS[bank.providerKey] ?? '');
      const accounts = samples.filter(({ file }) =>
        /^(?:.*-)?(?:accounts|account-details|single-account)\.json$/.test(file),
      );
      const pages = samples.filter(({ file }) => /transactions|payments/.test(file));
      const balances = samples.filter(({ file }) => /balance/.test(file));
      let read = 0;
      fc.assert(
        fc.property(fc.infiniteStream(fc.nat(19)), fc.infiniteStream(JUNK), (dice, junk) => {
          const roll = () => dice.next().value === 0;
          const spoiled = (text: string) => spoil(JSON.parse(text), roll, () => junk.next().value);
          const details = ['a', 'NL12ABNA9999876523', '4957'].map((resourceId, index) => ({
            resourceId,
            balances: spoiled(balances[index % Math.max(balances.length, 1)]?.text ?? 'null'),
            transactions: pages.map(({ text }) => spoiled(text)),
          }));
          const answers = {
            providerKey: bank.providerKey,
            fetchedAt: '2026-03-01T12:00:00Z',
            accounts: accounts.map(({ text }) =>
              spoiled(text.replace(/"(resourceId|AccountId)":"[^"]*"/g, '"$1":"a"')),
            ),
            details,
          };
          const batch = parseBankData(answers, { format: 'auto', country: null });
          for (const { facts, transactions } of batch.accounts) {
            read += transactions.length;
            expect(Number.isSafeInteger(facts.balanceMinor)).toBe(true);
            for (const one of transactions) expect(Number.isSafeInteger(one.balanceAfterMinor ?? 0)).toBe(true);
          }
        }),
        { numRuns: 40 },
      );
      expect(read).toBeGreaterThan(0);
    },
  );
});
