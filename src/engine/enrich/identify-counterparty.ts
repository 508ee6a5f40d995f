import type { Counterparty } from '../../domain/analysis.js';
import type { NamedParty, Reference } from '../../domain/reference.js';
import { normaliseText } from '../../domain/text.js';
import type { TransactionType } from '../../domain/transaction.js';
import { CARRIER_RANK_MAX } from './classify-type.js';
import { namingWords } from './clean-description.js';
import type { Matchers } from './matchers.js';
import { type OwnerName, readsAsOrganisation, readsAsPerson } from './people.js';
import type { Line, PartyHit } from './read-line.js';

/** Types in which a shop's sign can be told from a person's name: the line was written by a terminal. */
const CARD_TYPES: ReadonlySet<TransactionType> = new Set(['CARD', 'CARD_REFUND', 'INCOMING_CARD']);
const TRANSFER_TYPES: ReadonlySet<TransactionType> = new Set([
  'INCOMING_TRANSFER',
  'OUTGOING_TRANSFER',
  'INCOMING_INTERNAL_TRANSFER',
  'OUTGOING_INTERNAL_TRANSFER',
]);

/** The known party that a line is about, or null. A creditor identifier decides before any wording. */
export function partyOf(
  line: Line,
  type: TransactionType | null,
  creditorId: string | null,
  matchers: Matchers,
): PartyHit | null {
  const byCreditor = creditorId === null ? undefined : matchers.partyOfCreditorId.get(creditorId);
  const creditor = byCreditor === undefined ? undefined : matchers.parties[byCreditor];
  if (creditor) return { party: creditor, start: 0, end: 0, isHome: true };
  let best: PartyHit | null = null;
  for (const hit of line.parties) {
    if (!isAdmissible(hit, line, type, matchers.reference)) continue;
    if (best === null || isBetter(hit, best)) best = hit;
  }
  return best;
}

function isBetter(a: PartyHit, b: PartyHit): boolean {
  const carrierA = a.party.rank <= CARRIER_RANK_MAX;
  const carrierB = b.party.rank <= CARRIER_RANK_MAX;
  if (carrierA !== carrierB) return !carrierA;
  if (a.isHome !== b.isHome) return a.isHome;
  const [lengthA, lengthB] = [a.end - a.start, b.end - b.start];
  if (lengthA !== lengthB) return lengthA > lengthB;
  if (a.party.rank !== b.party.rank) return a.party.rank > b.party.rank;
  return a.start < b.start;
}

/** Wording alone never makes a person's name into a merchant. */
function isAdmissible(hit: PartyHit, line: Line, type: TransactionType | null, reference: Reference): boolean {
  const { needs } = hit.party;
  if (isForeignWordOfPhrase(hit, line)) return false;
  const isTransfer = type !== null && TRANSFER_TYPES.has(type);
  if (needs === 'card' && type !== null && !CARD_TYPES.has(type)) return false;
  // Some banks print the creditor's name alone: then it stands at the beginning.
  const mayBeDirectDebit = type === 'DIRECT_DEBIT' || (type === null && hit.start === 0);
  if (needs === 'direct_debit' && !mayBeDirectDebit) return false;
  const mayBePerson = needs === 'not_person' || (isTransfer && hit.end - hit.start === 1);
  return !(mayBePerson && isWithinPersonName(hit, line, reference));
}

/** A foreign company's name that is a word of this country's bank language, as PRET is for a French loan. */
function isForeignWordOfPhrase(hit: PartyHit, line: Line): boolean {
  if (hit.isHome || hit.end - hit.start > 1) return false;
  return line.rules.some(({ start, end }) => start <= hit.start && end >= hit.end);
}

/** A single word that is a given name itself, or stands right beside one, or after a title. */
function isWithinPersonName(hit: PartyHit, line: Line, reference: Reference): boolean {
  const own = line.words.slice(hit.start, hit.end);
  const before = line.words[hit.start - 1] ?? '';
  const after = line.words[hit.end] ?? '';
  const around = [before, ...own, after, line.words[hit.end + 1] ?? ''];
  if (around.some((word) => reference.legalForms.has(word))) return false;
  return (
    own.some((word) => reference.givenNames.has(word)) ||
    reference.givenNames.has(before) ||
    reference.givenNames.has(after) ||
    line.signals.has('person_title')
  );
}

const PERSON_NAME_WORDS_MAX = 4;

function displayName(words: readonly string[]): string {
  return words.map((word) => (word.length <= 3 ? word : word.charAt(0) + word.slice(1).toLowerCase())).join(' ');
}

/** Who is on the other side: a known party, an own account, the name `given` by the bank, or the name in the line's words. */
export function counterpartyOf(
  line: Line,
  party: PartyHit | null,
  given: string | null,
  telling: readonly string[],
  isOwn: boolean,
  owners: readonly OwnerName[],
  reference: Reference,
): Counterparty | null {
  if (isOwn) return ownAccount(owners);
  if (party && party.party.rank > CARRIER_RANK_MAX) return asCounterparty(party.party);
  const words =
    given === null
      ? namingWords(line, telling, reference)
      : normaliseText(given)
          .split(' ')
          .filter((word) => word !== '');
  if (words.length === 0) return party ? asCounterparty(party.party) : null;
  // A line that names nobody but the owner does not tell who is on the other side.
  if (given === null && owners.some((owner) => words.every((word) => owner.words.includes(word)))) return null;
  const isPerson = readsAsPerson(words, reference) && !readsAsOrganisation(words, reference);
  const kept = words.slice(0, PERSON_NAME_WORDS_MAX);
  return { id: `name:${kept.join('-').toLowerCase()}`, name: displayName(kept), kind: isPerson ? 'person' : 'company' };
}

const COUNTERPARTIES = new WeakMap<NamedParty, Counterparty>();

function asCounterparty(party: NamedParty): Counterparty {
  let counterparty = COUNTERPARTIES.get(party);
  if (!counterparty) {
    counterparty = { id: party.id, name: party.name, kind: party.kind };
    COUNTERPARTIES.set(party, counterparty);
  }
  return counterparty;
}

function ownAccount(owners: readonly OwnerName[]): Counterparty {
  return { id: 'own', name: displayName(owners[0]?.words ?? ['OWN', 'ACCOUNT']), kind: 'own_account' };
}
