import type { Account } from '../../domain/account.js';
import type { Reference } from '../../domain/reference.js';
import { normaliseText } from '../../domain/text.js';
import type { Line } from './read-line.js';

/** The words of one owner's name, titles and masked parts left out. */
export interface OwnerName {
  readonly words: readonly string[];
  /** First letters that may stand for the given names: those of the words, and letters the name is written with. */
  readonly initials: readonly string[];
  /** The words that are no given name: what tells this family from others. */
  readonly familyWords: readonly string[];
}

/** Titles and joining words around owners' names in all our languages. */
const NOT_A_NAME = new Set(
  'M MR MME MLLE MONSIEUR MADAME MRS MISS MS DR DHR MW MEVR HR MEJ SR SRA D DNA DON DONA OU ET EN OF OR AND Y E DE VAN DER DEN'.split(
    ' ',
  ),
);
/** Titles that announce a person; a single M or D may be one too, but only beside the name. */
const TITLES = new Set('M MR MME MLLE MONSIEUR MADAME MRS MISS MS DHR MW MEVR SR SRA DON DONA'.split(' '));
/** Who a relative is, as payers write it: such a line is not the owner's own even if the family name matches. */
const RELATIVES = new Set(
  'MUM MUMMY MOM DAD DADDY MAMAN PAPA MAMIE PAPY SISTER BROTHER SOEUR FRERE MOEDER VADER MAMA MADRE PADRE HIJO HIJA ABUELA ABUELO OMA OPA'.split(
    ' ',
  ),
);
const MASKED = /^X+$/;

/** The owners named on the customer's accounts, each once. */
export function ownerNamesOf(accounts: readonly Account[], reference: Reference): OwnerName[] {
  const names = new Map<string, OwnerName>();
  for (const account of accounts) {
    for (const text of account.ownerNames) {
      const all = normaliseText(text).split(' ');
      const words = all.filter(
        (word) => word.length > 1 && !NOT_A_NAME.has(word) && !MASKED.test(word) && !/\d/.test(word),
      );
      if (words.length === 0) continue;
      const familyWords = words.filter((word) => !reference.givenNames.has(word) && word.length >= 3);
      const given = words.filter((word) => reference.givenNames.has(word)).map((word) => word.charAt(0));
      const written = [...given, ...all.filter((word) => word.length === 1)];
      const initials = written.length > 0 ? written : words.map((word) => word.charAt(0));
      names.set(words.join(' '), {
        words,
        initials,
        familyWords: familyWords.length > 0 ? familyWords : words.slice(-1),
      });
    }
  }
  return [...names.values()];
}

/**
 * Whether the description names an owner of the customer's accounts: the whole name in any order, or the family name with a
 * title or the given name's initial beside it. A relative ("WATSON MUM") or another given name makes it somebody else's.
 */
export function namesOwner(line: Line, owners: readonly OwnerName[], reference: Reference): boolean {
  if (owners.length === 0) return false;
  const words = line.words;
  if (words.some((word) => RELATIVES.has(word))) return false;
  return owners.some((owner) => {
    if (owner.words.length >= 2 && owner.words.every((word) => words.includes(word))) {
      return !hasForeignInitial(words, owner);
    }
    return owner.familyWords.some((family) => isBesideTitleOrInitial(words, family, owner, reference));
  });
}

/** Another initial right before the name: a relative of the same family. */
function hasForeignInitial(words: readonly string[], owner: OwnerName): boolean {
  const first = Math.min(...owner.words.map((word) => words.indexOf(word)));
  const before = words[first - 1] ?? '';
  return before.length === 1 && /[A-Z]/.test(before) && !TITLES.has(before) && !owner.initials.includes(before);
}

function isBesideTitleOrInitial(
  words: readonly string[],
  family: string,
  owner: OwnerName,
  reference: Reference,
): boolean {
  const at = words.indexOf(family);
  if (at < 0) return false;
  for (const neighbour of [words[at - 1], words[at + 1]]) {
    if (neighbour === undefined) continue;
    const isTitle = TITLES.has(neighbour);
    const isInitial = neighbour.length === 1 && owner.initials.includes(neighbour);
    if (!isTitle && !isInitial) continue;
    const another = words.some((word) => reference.givenNames.has(word) && !owner.words.includes(word));
    if (!another) return true;
  }
  return false;
}

/** Whether a row of words reads as a person's name: a title, or a given name without anything an organisation carries. */
export function readsAsPerson(words: readonly string[], reference: Reference): boolean {
  if (words.length === 0 || words.some((word) => reference.legalForms.has(word))) return false;
  return words.some((word, index) => reference.givenNames.has(word) || (TITLES.has(word) && index < words.length - 1));
}

/** Whether a row of words reads as an organisation's name. */
export function readsAsOrganisation(words: readonly string[], reference: Reference): boolean {
  return words.some((word) => reference.legalForms.has(word));
}
