import type { CounterpartyKind } from './analysis.js';
import { type BankCalendar, bankCalendarOf } from './bank-calendar.js';
import type { ScoreReference } from './score.js';
import type { LeafId } from './taxonomy/taxonomy.js';
import type { TransactionType } from './transaction.js';

/** What a named counterparty does for a living; decides the category of money to and from it. */
export interface Role {
  readonly id: string;
  readonly counterpartyKind: CounterpartyKind;
  /** Category of a debit; null when the role alone does not tell. */
  readonly debit: LeafId | null;
  /** Category of a credit; null when the role alone does not tell. */
  readonly credit: LeafId | null;
  /** How sure the role makes the category, 0..100: 70 for a known company, less for one that sells many things. */
  readonly rank: number;
}

/** A company, agency or brand by name. */
export interface NamedParty {
  /** Permanent: country or `global`, a dot, a slug. */
  readonly id: string;
  readonly name: string;
  readonly roleId: string;
  readonly debit: LeafId | null;
  readonly credit: LeafId | null;
  readonly kind: CounterpartyKind;
  readonly rank: number;
  /** ISO 3166 alpha-2 of the countries it trades in; empty means everywhere. */
  readonly countries: readonly string[];
  /** Spellings on statements, normalised (see `normaliseText`). */
  readonly match: readonly string[];
  readonly creditorIds: readonly string[];
  /** Counts only under this condition, because the name is also an ordinary word or a person's name. */
  readonly needs: PartyCondition | null;
}

export const PARTY_CONDITIONS = ['card', 'direct_debit', 'not_person'] as const;
export type PartyCondition = (typeof PARTY_CONDITIONS)[number];

/** Frames are what banks print about the operation; purposes are what payers write; generics are trade words. */
export const PHRASE_LAYERS = ['operation', 'purpose', 'generic'] as const;
export type PhraseLayer = (typeof PHRASE_LAYERS)[number];

/** A rule on the words of a description. All stated conditions hold for it to apply. */
export interface PhraseRule {
  readonly id: string;
  readonly language: string;
  readonly layer: PhraseLayer;
  readonly rank: number;
  /** Needs one of these phrases. */
  readonly any: readonly string[];
  /** Needs one phrase of each of these groups too. */
  readonly all: readonly (readonly string[])[];
  /** Must hold none of these phrases. */
  readonly none: readonly string[];
  /** Where the phrase of `any` must stand. */
  readonly at: 'start' | 'anywhere';
  readonly sign: 'debit' | 'credit' | 'any';
  readonly type: TransactionType | null;
  readonly category: LeafId | null;
  /** Category instead, when the counterparty is a lender (a rejected loan instalment is not any rejected payment). */
  readonly categoryForLender: LeafId | null;
  readonly signal: Signal | null;
}

/** What a phrase tells besides type and category. */
export const SIGNALS = [
  'rejection',
  'refund',
  'payment_arrangement',
  'instalment',
  'representation',
  'savings',
  'between_accounts',
  'business',
  'person_title',
  'advance',
] as const;
export type Signal = (typeof SIGNALS)[number];

export interface CodeMeaning {
  readonly code: string;
  readonly debit: LeafId | null;
  readonly credit: LeafId | null;
}

/** A statistical text model over hashed character n-grams; weights are quantised. */
export interface TextModel {
  readonly hash: string;
  readonly buckets: number;
  readonly classes: readonly LeafId[];
  readonly weights: Int8Array;
  readonly scale: number;
  readonly temperature: number;
}

/** All knowledge about the world that the engine uses, checked, frozen and hashed by `reference/load.ts`. */
export interface Reference {
  readonly hash: string;
  readonly parties: readonly NamedParty[];
  readonly phrases: readonly PhraseRule[];
  readonly purposeCodes: ReadonlyMap<string, CodeMeaning>;
  readonly merchantCategoryCodes: ReadonlyMap<string, CodeMeaning>;
  readonly rejectionReasonCodes: ReadonlySet<string>;
  /** Words that say nothing of who it is: legal forms, channel words, months. */
  readonly noiseWords: ReadonlySet<string>;
  /** Guesses from a merchant's name where nothing is known; null while none has been trained. */
  readonly textModel: TextModel | null;
  /** What scores are made from; null where no score is to be given. */
  readonly scores: ScoreReference | null;
  readonly givenNames: ReadonlySet<string>;
  /** Words that make a name an organisation's. */
  readonly legalForms: ReadonlySet<string>;
  /** Words after which a line no longer names the other side. */
  readonly remittanceMarkers: ReadonlySet<string>;
  /** Country codes that card terminals print after the place. */
  readonly countryCodes: ReadonlySet<string>;
  /** Bank holidays by country (ISO 3166 alpha-2), and those of the euro's settlement as `TARGET`. */
  readonly bankCalendars: ReadonlyMap<string, BankCalendar>;
  /** ISO 4217 codes of the currencies in which accounts are analysed. */
  readonly currencies: readonly string[];
  /** Parameters in force, by dotted name. */
  readonly parameters: Readonly<Record<string, number>>;
}

/** The parameter in force; a name that no file gives is a fault of the program, not of the data. */
export function parameterOf(reference: Reference, name: string): number {
  const value = reference.parameters[name];
  if (value === undefined) throw new Error(`no parameter ${name} in the reference data`);
  return value;
}

const WEEKENDS_ONLY: BankCalendar = bankCalendarOf([]);

/** The banking days of a country; those of the euro's settlement where the country is unknown or has no calendar of its own. */
export function bankCalendarFor(reference: Reference, country: string | null): BankCalendar {
  const own = country === null ? undefined : reference.bankCalendars.get(country);
  return own ?? reference.bankCalendars.get('TARGET') ?? WEEKENDS_ONLY;
}
