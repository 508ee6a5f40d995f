import type { Reason } from '../../domain/analysis.js';
import type { CodeMeaning } from '../../domain/reference.js';
import { type LeafId, leaf } from '../../domain/taxonomy/taxonomy.js';
import type { Matchers } from './matchers.js';
import type { Line, PartyHit } from './read-line.js';

/** One reason to put a transaction into a category. */
export interface Evidence {
  readonly kind: Reason['kind'];
  readonly id: string;
  readonly category: LeafId;
  /** Strength by the scale of docs/reference-data.md. */
  readonly rank: number;
  /** Words it rests on; the longer of two equal ranks wins. */
  readonly length: number;
  /** Where those words begin; of two alike the earlier wins, because the head of a name comes first. */
  readonly start: number;
}

/** A bank's own code outranks wording, except for what the bank itself did (fees, rejections). */
const PURPOSE_CODE_RANK = 92;
const MERCHANT_CODE_RANK = 58;
/** Money coming back from a shop is likelier a refund than anything, but nothing says so. */
const UNSAID_REFUND_RANK = 45;
/** A merchant's home is elsewhere: the same word may be something else here. */
const FOREIGN_PARTY_PENALTY = 12;

/** Families whose first leaf is general, so that a more special leaf of the family may replace it. */
const GENERAL_LEAVES: ReadonlySet<LeafId> = new Set<LeafId>([
  'insurance.other',
  'loan.repayment',
  'loan.personal',
  'loan.drawdown',
  'loan.drawdown_personal',
  'subsidy.other',
  'tax.personal',
  'tax.refund',
  'expenses.transport',
  'refund.other',
  'savings.deposit',
]);

/** Strongest first; the order of equals never depends on the order in which they were found. */
export function byStrength(a: Evidence, b: Evidence): number {
  return b.rank - a.rank || b.length - a.length || a.start - b.start || (a.id < b.id ? -1 : 1);
}

/** Money given back by somebody special: said to be a refund, it is this kind of refund. */
const REFUND_LEAVES: ReadonlySet<LeafId> = new Set<LeafId>([
  'tax.refund',
  'tax.business_refund',
  'fees.refund_service',
  'fees.refund_incident',
  'subsidy.health',
]);

/** All evidence of a line for a category of its sign, strongest first. */
export function evidenceOf(line: Line, party: PartyHit | null, isToPerson: boolean, matchers: Matchers): Evidence[] {
  const evidence: Evidence[] = [];
  addCode(evidence, line, 'hint', matchers.reference.purposeCodes.get(line.codes.purposeCode ?? ''), PURPOSE_CODE_RANK);
  const mcc = line.codes.merchantCategoryCode;
  addCode(evidence, line, 'hint', matchers.reference.merchantCategoryCodes.get(mcc ?? ''), MERCHANT_CODE_RANK);
  const lends = party !== null && isLender(party);
  for (const { rule, rank, start, end } of line.rules) {
    if (isToPerson && rule.layer === 'generic') continue;
    const category = lends && rule.categoryForLender !== null ? rule.categoryForLender : rule.category;
    if (category === null || !fitsSign(category, line)) continue;
    evidence.push({ kind: 'phrase', id: rule.id, category, rank, length: end - start, start });
  }
  addParty(evidence, line, party);
  return evidence.length > 1 ? evidence.sort(byStrength) : evidence;
}

function fitsSign(category: LeafId, line: Line): boolean {
  return (leaf(category).direction === 'debit') === line.isDebit;
}

function addCode(
  evidence: Evidence[],
  line: Line,
  kind: Reason['kind'],
  meaning: CodeMeaning | undefined,
  rank: number,
): void {
  const category = line.isDebit ? meaning?.debit : meaning?.credit;
  if (meaning && category) evidence.push({ kind, id: `code.${meaning.code}`, category, rank, length: 1, start: 0 });
}

function addParty(evidence: Evidence[], line: Line, hit: PartyHit | null): void {
  if (hit === null) return;
  const category = line.isDebit ? hit.party.debit : hit.party.credit;
  if (category === null || !fitsSign(category, line)) return;
  const base = category === 'refund.other' ? Math.min(hit.party.rank, UNSAID_REFUND_RANK) : hit.party.rank;
  evidence.push({
    kind: hit.party.rank >= 70 ? 'counterparty' : 'merchant',
    id: hit.party.id,
    category,
    rank: hit.isHome ? base : base - FOREIGN_PARTY_PENALTY,
    length: hit.end - hit.start,
    start: hit.start,
  });
}

/** Whether the party lends money, so that a bounced payment to it is a missed instalment. */
export function isLender(hit: PartyHit): boolean {
  return (hit.party.debit?.startsWith('loan.') ?? false) && hit.party.kind !== 'state';
}

/** The decision: the strongest evidence, refined by weaker evidence that is more special within the same family. */
export function decide(evidence: readonly Evidence[]): Evidence | null {
  const winner = evidence[0];
  if (!winner) return null;
  if (!GENERAL_LEAVES.has(winner.category)) return winner;
  const parent = leaf(winner.category).parent;
  const isSameFamily = (category: LeafId) =>
    leaf(category).parent === parent || (winner.category === 'refund.other' && REFUND_LEAVES.has(category));
  const refined = evidence.find(
    ({ category }) =>
      isSameFamily(category) &&
      !(GENERAL_LEAVES.has(category) && !REFUND_LEAVES.has(category)) &&
      category !== winner.category,
  );
  return refined ?? winner;
}
