import type { NamedParty, PhraseRule } from '../../domain/reference.js';
import { type LeafId, leaf } from '../../domain/taxonomy/taxonomy.js';
import type { TextExample } from './fit.js';

/** Kinds of spending that a merchant's name can tell; lenders, agencies and landlords must be known, not guessed. */
export const GUESSABLE_LEAVES: ReadonlySet<LeafId> = new Set<LeafId>([
  'expenses.groceries',
  'expenses.restaurants',
  'expenses.shopping',
  'expenses.transport',
  'expenses.fuel',
  'expenses.car',
  'expenses.health',
  'expenses.leisure',
  'expenses.travel',
  'expenses.multimedia',
  'expenses.sport',
  'expenses.tobacco',
  'expenses.education',
  'expenses.childcare',
  'gambling.stake',
  'housing.energy',
  'housing.telecom',
  'housing.water',
  'insurance.other',
  'donations.charity',
]);

/** Share of the names that is held back from training to fit the temperature. */
const HELD_BACK_ONE_IN = 5;

function wordsOf(pattern: string): string[] {
  return pattern
    .replace('*', '')
    .split(' ')
    .filter((word) => word !== '#');
}

function categoryOf(party: NamedParty): LeafId | null {
  return party.debit !== null && GUESSABLE_LEAVES.has(party.debit) ? party.debit : null;
}

/** Sum of the character codes: a split that stays the same when other names are added. */
function isHeldBack(id: string): boolean {
  let sum = 0;
  for (let at = 0; at < id.length; at += 1) sum += id.charCodeAt(at);
  return sum % HELD_BACK_ONE_IN === 0;
}

/** Examples from the names and trade words of the reference data, split by name into training and held-back ones. */
export function textExamples(
  parties: readonly NamedParty[],
  phrases: readonly PhraseRule[],
): { training: TextExample[]; heldBack: TextExample[] } {
  const training: TextExample[] = [];
  const heldBack: TextExample[] = [];
  for (const party of parties) {
    const category = categoryOf(party);
    if (category === null) continue;
    const target = isHeldBack(party.id) ? heldBack : training;
    for (const pattern of party.match) target.push({ words: wordsOf(pattern), category });
  }
  for (const rule of phrases) {
    if (rule.layer !== 'generic' || rule.category === null || leaf(rule.category).direction !== 'debit') continue;
    if (!GUESSABLE_LEAVES.has(rule.category)) continue;
    for (const pattern of rule.any) training.push({ words: wordsOf(pattern), category: rule.category });
  }
  return { training: training.filter(isReadable), heldBack: heldBack.filter(isReadable) };
}

function isReadable({ words }: TextExample): boolean {
  return words.some((word) => word.length >= 3);
}
