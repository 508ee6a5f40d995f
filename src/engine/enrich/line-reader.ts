import { hasDigit } from '../../domain/text.js';
import type { Transaction } from '../../domain/transaction.js';
import { type Draft, draftOf } from './draft.js';
import type { Matchers } from './matchers.js';
import type { OwnerName } from './people.js';
import type { PhraseTrie } from './phrase-trie.js';
import { type AccountSetting, type LineWords, lineWordsOf, readLine } from './read-line.js';
import { type OtherSide, otherSideOf, type Reading, readingOf } from './reading.js';
import { readTaggedFields } from './tagged-fields.js';

/** Between the parts of a key; no text that a bank prints holds it. */
const SEPARATOR = '\u0000';

/**
 * Reads the lines of one account. A history repeats itself: the same shop, the same lender, with another date and reference.
 * Lines alike in everything that is read are read once and share their reading.
 */
export class LineReader {
  private readonly known = new Map<string, Reading>();

  constructor(
    private readonly setting: AccountSetting,
    private readonly owners: readonly OwnerName[],
    private readonly matchers: Matchers,
  ) {}

  read(transaction: Transaction): Draft {
    const words = lineWordsOf(transaction);
    const fields = readTaggedFields(transaction.description);
    const other = otherSideOf(transaction, fields);
    const key = keyOf(transaction, words, other, this.matchers.trie);
    let reading = this.known.get(key);
    if (reading === undefined) {
      const line = readLine(words, transaction.amountMinor <= 0, transaction.hints, this.setting, this.matchers);
      reading = readingOf(line, other, this.owners, this.matchers);
      if (!quotesDigits(reading, this.matchers.trie)) this.known.set(key, reading);
    }
    return draftOf(transaction, reading, transaction.counterpartyAccount ?? fields.iban);
  }
}

/** Everything that a reading depends on within one account, as one text. */
function keyOf(transaction: Transaction, { words, descriptionLength }: LineWords, other: OtherSide, trie: PhraseTrie) {
  let key = transaction.amountMinor <= 0 ? '-' : '+';
  for (const word of words) key += ` ${hasDigit(word) ? trie.seenAs(word) : word}`;
  if (words.length > descriptionLength) key += SEPARATOR + descriptionLength;
  if (other.hasAccount) key += `${SEPARATOR}account`;
  if (other.hasMandate) key += `${SEPARATOR}mandate`;
  if (other.name !== null) key += `${SEPARATOR}name ${other.name}`;
  if (other.creditorId !== null) key += `${SEPARATOR}creditor ${other.creditorId}`;
  const { purposeCode, merchantCategoryCode, bankTransactionCode } = transaction.hints;
  if (purposeCode !== null) key += `${SEPARATOR}purpose ${purposeCode}`;
  if (merchantCategoryCode !== null) key += `${SEPARATOR}merchant ${merchantCategoryCode}`;
  if (bankTransactionCode !== null) key += `${SEPARATOR}code ${bankTransactionCode}`;
  return key;
}

/** Whether a name found on the line holds digits that other lines of the same key may not hold (`AH 1521`). */
function quotesDigits({ telling }: Reading, trie: PhraseTrie): boolean {
  return telling.some((word) => hasDigit(word) && trie.seenAs(word) !== word);
}
