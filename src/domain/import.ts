import type { AccountFacts } from './account.js';
import type { TransactionFacts } from './transaction.js';

/** Formats that `formats/detect.ts` tells apart; all but PSD2, a bank's own answers, are names of contract A. */
export const FORMATS = [
  'ALGOAN',
  'BUDGET_INSIGHT_V2_0',
  'OXLIN_DIRECT_ACCOUNT_API_V3',
  'LINXO_CONNECT_ACCOUNT_API_V2',
  'TINK_V2',
  'PSD2',
] as const;
export type Format = (typeof FORMATS)[number];

/** A record that could not be taken: where it stands, which field, and what was expected there. Holds no bank data. */
export interface ImportProblem {
  /** Position in the source, for example `accounts[0].transactions[12].amount`. */
  readonly path: string;
  /** `missing` when the field is absent, else `invalid`. */
  readonly kind: 'missing' | 'invalid';
  /** What was expected and what to do, as a clause that follows the field's name. */
  readonly message: string;
}

/** What became of the transactions that a request brought. */
export interface ImportReport {
  /** Readable transactions of the request. */
  readonly taken: number;
  /** Those of them that were known already or repeated others. */
  readonly merged: number;
  /** Records that could not be read and are left out. */
  readonly refused: number;
  /** The first of those, at most `PROBLEMS_KEPT_MAX`. */
  readonly problems: readonly ImportProblem[];
}

const PROBLEMS_KEPT_MAX = 20;

/** The report of an import of which `merged` is known. */
export function importReport(
  { taken, merged }: Pick<ImportReport, 'taken' | 'merged'>,
  problems: readonly ImportProblem[],
): ImportReport {
  return { taken, merged, refused: problems.length, problems: problems.slice(0, PROBLEMS_KEPT_MAX) };
}

export interface ImportedAccount {
  readonly facts: AccountFacts;
  readonly transactions: readonly TransactionFacts[];
}

/** What a format adapter returns: everything readable, and a problem for each record that was not. */
export interface ImportBatch {
  readonly format: Format;
  readonly accounts: readonly ImportedAccount[];
  readonly problems: readonly ImportProblem[];
}
