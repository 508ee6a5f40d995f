import type { Reference } from '../../domain/reference.js';
import { hasDigit, wordsOf } from '../../domain/text.js';
import type { TransactionType } from '../../domain/transaction.js';
import { CARRIER_RANK_MAX, statedType } from './classify-type.js';
import { labelOf, tellingWords } from './clean-description.js';
import { type Evidence, evidenceOf } from './evidence.js';
import { partyOf } from './identify-counterparty.js';
import type { Matchers } from './matchers.js';
import { namesOwner, type OwnerName, readsAsPerson } from './people.js';
import type { Line, LineFacts, PartyHit } from './read-line.js';
import type { TaggedFields } from './tagged-fields.js';

/**
 * Everything a line says by itself. Lines that differ only in digits nobody reads (dates, references) share one reading,
 * so nothing in it may come from such digits.
 */
export interface Reading extends Line {
  readonly statedType: TransactionType | null;
  readonly party: PartyHit | null;
  readonly telling: readonly string[];
  /** Null where the whole description is its own label. */
  readonly label: string | null;
  /** The other side's name as the bank gives it apart from free text. */
  readonly givenName: string | null;
  readonly namesOwner: boolean;
  /** The other side's key for finding repetitions: the party, the named counterparty, or the telling words. */
  readonly repetitionKey: string;
  readonly evidence: readonly Evidence[];
  /** Stated to be a transfer, or without any stated nature and without a known party. */
  readonly mayBeTransfer: boolean;
}

/** What a line's labelled parts and the bank's own fields tell of the other side. */
export interface OtherSide {
  readonly name: string | null;
  readonly creditorId: string | null;
  readonly hasMandate: boolean;
  readonly hasAccount: boolean;
}

/** The other side of a line: the bank's own fields first, then the labelled parts of its description. */
export function otherSideOf(facts: LineFacts, fields: TaggedFields): OtherSide {
  return {
    name: facts.counterpartyName ?? fields.name,
    creditorId: facts.hints.creditorId ?? fields.creditorId,
    hasMandate: facts.hints.mandateId !== null || fields.mandate !== null,
    hasAccount: facts.counterpartyAccount !== null || fields.iban !== null,
  };
}

/** Reads a line on its own, without its surroundings. */
export function readingOf(line: Line, other: OtherSide, owners: readonly OwnerName[], matchers: Matchers): Reading {
  const { reference } = matchers;
  const type = statedType(line) ?? typeOfFields(line, other) ?? typeOfTerminal(line, reference);
  const party = partyOf(line, type, other.creditorId, matchers);
  const telling = tellingWords(line, reference);
  return {
    account: line.account,
    codes: line.codes,
    words: line.words,
    descriptionLength: line.descriptionLength,
    isDebit: line.isDebit,
    rules: line.rules,
    parties: line.parties,
    signals: line.signals,
    statedType: type,
    party,
    telling,
    label: labelOf(line, telling),
    givenName: other.name,
    namesOwner: namesOwner(line, owners, reference),
    repetitionKey: repetitionKeyOf(party, other.name, telling),
    evidence: evidenceOf(line, party, isTransferToPerson(line, type, telling, reference), matchers),
    mayBeTransfer: type === null ? party === null : TRANSFERS.has(type),
  };
}

/** What a line states that is, or may be, a transfer. */
const TRANSFERS: ReadonlySet<TransactionType> = new Set<TransactionType>([
  'INCOMING_TRANSFER',
  'INCOMING_INTERNAL_TRANSFER',
  'OUTGOING_TRANSFER',
  'OUTGOING_INTERNAL_TRANSFER',
  'CREDIT',
  'DEBIT',
]);

/** Between people, trade words tell what was shared, not who was paid. */
function isTransferToPerson(
  line: Line,
  type: TransactionType | null,
  telling: readonly string[],
  reference: Reference,
): boolean {
  if (type === null || !type.endsWith('TRANSFER')) return false;
  return line.signals.has('person_title') || readsAsPerson(telling, reference);
}

/** A line with the other side's account is a transfer, one with a creditor identifier or mandate a direct debit. */
function typeOfFields(line: Line, other: OtherSide): TransactionType | null {
  if (other.creditorId !== null || other.hasMandate) return line.isDebit ? 'DIRECT_DEBIT' : null;
  if (!other.hasAccount || line.account.type === 'CREDIT_CARD') return null;
  return line.isDebit ? 'OUTGOING_TRANSFER' : 'INCOMING_TRANSFER';
}

/** A merchant, a place and a country code at the end: the line of a card terminal. */
function typeOfTerminal(line: Line, reference: Reference): TransactionType | null {
  const last = line.words[line.descriptionLength - 1];
  if (!line.isDebit || last === undefined || line.descriptionLength < 3 || !reference.countryCodes.has(last))
    return null;
  return 'CARD';
}

function repetitionKeyOf(party: PartyHit | null, name: string | null, telling: readonly string[]): string {
  if (party !== null && party.party.rank > CARRIER_RANK_MAX) return party.party.id;
  const words = name === null ? telling : wordsOf(name);
  return words.filter((word) => !hasDigit(word)).join(' ');
}
