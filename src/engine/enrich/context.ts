import { monthOf, toEpochDay } from '../../domain/calendar-date.js';
import { groupByKnown } from '../../domain/group-by.js';
import { minorOfUnits } from '../../domain/money.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import { addEvidence, categoryOf, type Draft } from './draft.js';
import { readsAsOrganisation, readsAsPerson } from './people.js';
import type { Reading } from './reading.js';

/** Between a brand's unsaid refund and a purpose said outright. */
const EMPLOYER_RANK = 72;
const RENT_RANK = 50;
const ADVANCE_RANK = 88;

/** Lets the whole history decide where words do not: employers without a salary word, rent to a person, advances on wages. */
export function readContext(drafts: readonly Draft[], reference: Reference): void {
  const streams = streamsOf(drafts);
  const hasRent = drafts.some((draft) => categoryOf(draft) === 'housing.rent');
  for (const stream of streams.values()) {
    const first = stream[0];
    if (first === undefined) continue;
    if (!first.line.isDebit) markEmployer(stream, reference);
    else if (!hasRent) markRent(stream, reference);
  }
  for (const draft of drafts) markAdvance(draft);
}

/** What goes to or comes from one side of one account. */
function streamsOf(drafts: readonly Draft[]): Map<string, Draft[]> {
  // Lines alike share their reading, so its key is put together once.
  const keys = new Map<Reading, string>();
  return groupByKnown(drafts, (draft) => {
    if (!mayRepeat(draft)) return null;
    const { line } = draft;
    let key = keys.get(line);
    if (key === undefined) {
      key = `${line.account.id}:${line.isDebit}:${line.repetitionKey}`;
      keys.set(line, key);
    }
    return key;
  });
}

function mayRepeat(draft: Draft): boolean {
  if (draft.isInternal || draft.transaction.isComing || draft.counterpart !== null) return false;
  return (
    draft.line.statedType === null || draft.line.statedType.endsWith('TRANSFER') || draft.line.statedType === 'CREDIT'
  );
}

/** Similar sums about a month apart: the rhythm of wages and rents. */
function isMonthly(stream: readonly Draft[], occurrencesMin: number, spreadMax: number): boolean {
  if (stream.length < occurrencesMin) return false;
  const months = new Set(stream.map(({ transaction }) => monthOf(transaction.date)));
  if (months.size < occurrencesMin || stream.length > months.size * 2) return false;
  const amounts = stream.map(({ transaction }) => Math.abs(transaction.amountMinor)).sort((a, b) => a - b);
  const median = amounts[amounts.length >> 1] ?? 0;
  if (!amounts.every((amount) => Math.abs(amount - median) <= median * spreadMax)) return false;
  const days = stream.map(({ transaction }) => toEpochDay(transaction.date)).sort((a, b) => a - b);
  const span = (days.at(-1) ?? 0) - (days[0] ?? 0);
  return span / (months.size - 1) >= 25 && span / (months.size - 1) <= 36;
}

function smallestMinor(stream: readonly Draft[]): number {
  const amounts = stream.map(({ transaction }) => Math.abs(transaction.amountMinor));
  return amounts.reduce((least, amount) => Math.min(least, amount), Number.POSITIVE_INFINITY);
}

/** A company that pays a similar sum every month is an employer, whatever it sells. */
function markEmployer(fromPayer: readonly Draft[], reference: Reference): void {
  // What words explain (an advance, a bonus) is not part of the rhythm.
  const stream = fromPayer.filter((draft) => (categoryOf(draft) ?? 'refund.other') === 'refund.other');
  const first = stream[0];
  if (!first) return;
  const { currency } = first.transaction;
  const atLeast = minorOfUnits(parameterOf(reference, 'context.employer-amount-min'), currency);
  if (smallestMinor(stream) < atLeast) return;
  const isPerson = readsAsPerson(first.line.telling, reference);
  const isCompany = first.line.party?.party.kind === 'company' || readsAsOrganisation(first.line.words, reference);
  if (isPerson || (!isCompany && first.line.telling.length === 0)) return;
  const spread = parameterOf(reference, 'context.employer-amount-spread-max');
  const occurrences = parameterOf(reference, 'context.employer-occurrences-min') + (isCompany ? 0 : 1);
  if (!isMonthly(stream, occurrences, spread)) return;
  for (const draft of stream) addEvidence(draft, 'income.salary', 'context.monthly-company-credit', EMPLOYER_RANK);
}

/** The same round-about sum to the same person every month, where no rent is named, is most likely the rent. */
function markRent(stream: readonly Draft[], reference: Reference): void {
  const first = stream[0];
  if (!first || categoryOf(first) !== null || first.line.statedType === null) return;
  const { currency } = first.transaction;
  if (smallestMinor(stream) < minorOfUnits(parameterOf(reference, 'context.rent-amount-min'), currency)) return;
  if (!isMonthly(stream, parameterOf(reference, 'context.rent-occurrences-min'), 0.05)) return;
  for (const draft of stream) addEvidence(draft, 'housing.rent', 'context.monthly-person-debit', RENT_RANK);
}

/** An advance in the customer's own name, where no lender's name explains the word, is paid on a coming wage. */
function markAdvance(draft: Draft): void {
  if (draft.line.isDebit || !draft.line.signals.has('advance') || !draft.line.namesOwner || draft.line.party !== null)
    return;
  addEvidence(draft, 'income.salary_advance', 'context.advance-to-owner', ADVANCE_RANK);
}
