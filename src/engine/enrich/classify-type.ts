import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { TransactionType } from '../../domain/transaction.js';
import type { Line, PartyHit, RuleHit } from './read-line.js';

/**
 * How money moved, by ISO 20022 bank transaction family: [debit, credit].
 * Source: ISO 20022 External Bank Transaction Code set, domain PMNT.
 */
const TYPE_OF_FAMILY: Readonly<Record<string, readonly [TransactionType, TransactionType]>> = {
  RCDT: ['OUTGOING_TRANSFER', 'INCOMING_TRANSFER'],
  ICDT: ['OUTGOING_TRANSFER', 'INCOMING_TRANSFER'],
  RRCT: ['OUTGOING_TRANSFER', 'INCOMING_TRANSFER'],
  IRCT: ['OUTGOING_TRANSFER', 'INCOMING_TRANSFER'],
  RDDT: ['DIRECT_DEBIT', 'CREDIT'],
  IDDT: ['DIRECT_DEBIT', 'CREDIT'],
  CCRD: ['CARD', 'CARD_REFUND'],
  MCRD: ['CARD', 'INCOMING_CARD'],
  RCHQ: ['CHECK', 'CHECK_DEPOSIT'],
  ICHQ: ['CHECK', 'CHECK_DEPOSIT'],
  CNTR: ['CASH_WITHDRAWAL', 'CASH_DEPOSIT'],
};

/** Types that only money coming in, or only money going out, can have. */
const CREDIT_TYPES: ReadonlySet<TransactionType> = new Set([
  'CASH_DEPOSIT',
  'CHECK_DEPOSIT',
  'INCOMING_TRANSFER',
  'INCOMING_INTERNAL_TRANSFER',
  'CARD_REFUND',
  'INCOMING_CARD',
  'CREDIT',
]);
const MIRROR: Readonly<Partial<Record<TransactionType, TransactionType>>> = {
  CARD: 'CARD_REFUND',
  CARD_REFUND: 'CARD',
  CHECK: 'CHECK_DEPOSIT',
  CHECK_DEPOSIT: 'CHECK',
  CASH_WITHDRAWAL: 'CASH_DEPOSIT',
  CASH_DEPOSIT: 'CASH_WITHDRAWAL',
  OUTGOING_TRANSFER: 'INCOMING_TRANSFER',
  INCOMING_TRANSFER: 'OUTGOING_TRANSFER',
  DIRECT_DEBIT: 'CREDIT',
  DEBIT: 'CREDIT',
  CREDIT: 'DEBIT',
};

/** Roles whose customers pay by direct debit when the line does not say how. */
const DIRECT_DEBIT_PARENTS: ReadonlySet<string> = new Set(['loan', 'insurance', 'housing']);
const DIRECT_DEBIT_LEAVES: ReadonlySet<LeafId> = new Set<LeafId>(['expenses.sport', 'tax.personal', 'tax.income']);
/** Families of categories that the account's own bank books itself. */
const BANK_PARENTS: ReadonlySet<string> = new Set(['fees', 'seizure', 'rejection']);
const TRANSFER_LEAVES: ReadonlySet<LeafId> = new Set<LeafId>([
  'housing.rent',
  'alimony.paid',
  'savings.deposit',
  'savings.bankbook',
  'internal.outgoing',
]);

function fits(type: TransactionType, isDebit: boolean): boolean {
  return CREDIT_TYPES.has(type) !== isDebit;
}

/** The type that the words of the line state, or that the bank's own code states; null when neither tells. */
export function statedType(line: Line): TransactionType | null {
  let best: RuleHit | null = null;
  for (const hit of line.rules) {
    if (hit.rule.type === null) continue;
    if (best === null || hit.rank > best.rank || (hit.rank === best.rank && precedes(hit, best))) best = hit;
  }
  if (best?.rule.type) return fits(best.rule.type, line.isDebit) ? best.rule.type : (MIRROR[best.rule.type] ?? null);
  const family = line.codes.bankTransactionCode?.split('-')[1];
  return (family && TYPE_OF_FAMILY[family]?.[line.isDebit ? 0 : 1]) || null;
}

function precedes(a: RuleHit, b: RuleHit): boolean {
  return a.start !== b.start ? a.start < b.start : a.end - a.start > b.end - b.start;
}

/** Ranks up to this name a carrier (a bank, a payment processor), not who is paid. */
export const CARRIER_RANK_MAX = 10;

/** The likeliest nature of a line that does not say how the money moved, from what it is for. */
export function likelyType(line: Line, category: LeafId, hit: PartyHit | null): TransactionType {
  const party = hit !== null && hit.party.rank > CARRIER_RANK_MAX ? hit : null;
  const parent = category.slice(0, category.indexOf('.'));
  if (BANK_PARENTS.has(parent)) return line.isDebit ? 'DEBIT' : 'CREDIT';
  if (!line.isDebit) return likelyCreditType(category);
  if (category === 'expenses.cash') return 'CASH_WITHDRAWAL';
  if (category === 'expenses.cheque') return 'CHECK';
  if (TRANSFER_LEAVES.has(category)) return 'OUTGOING_TRANSFER';
  // A loan instalment that names no lender is the account's own bank collecting for itself.
  if (party === null && (parent === 'loan' || category === 'insurance.other')) return 'DEBIT';
  if (DIRECT_DEBIT_PARENTS.has(parent) || (DIRECT_DEBIT_LEAVES.has(category) && party?.party.roleId === 'gym'))
    return 'DIRECT_DEBIT';
  if (parent === 'tax' || parent === 'donations') return party === null ? 'DEBIT' : 'DIRECT_DEBIT';
  if (category === 'expenses.other' && party === null) return 'DEBIT';
  return party !== null || parent === 'expenses' || parent === 'gambling' ? 'CARD' : 'DEBIT';
}

function likelyCreditType(category: LeafId): TransactionType {
  if (category === 'income.cash_deposit') return 'CASH_DEPOSIT';
  if (category === 'income.cheque_deposit') return 'CHECK_DEPOSIT';
  if (category === 'refund.other') return 'CARD_REFUND';
  if (category === 'card.reset' || category.startsWith('fees.') || category === 'savings.interest') return 'CREDIT';
  return 'INCOMING_TRANSFER';
}
