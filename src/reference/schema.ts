import { z } from 'zod';
import { WEEKDAYS } from '../domain/bank-calendar.js';
import { PARTY_CONDITIONS, PHRASE_LAYERS, SIGNALS } from '../domain/reference.js';
import { LEAF_IDS } from '../domain/taxonomy/taxonomy.js';
import { TRANSACTION_TYPES } from '../domain/transaction.js';

const leafId = z.enum(LEAF_IDS as [(typeof LEAF_IDS)[number], ...(typeof LEAF_IDS)[number][]]);
const counterpartyKind = z.enum(['company', 'person', 'state', 'bank', 'own_account']);
const rank = z.number().int().min(0).max(100);
const country = z.string().regex(/^[A-Z]{2}$/);

/** Where an entry comes from; a judgement of ours says why instead. */
export const sourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['register', 'official', 'company', 'dataset']),
    title: z.string().min(3),
    url: z.url(),
    checkedOn: z
      .string()
      .regex(/^\d{4}-\d{2}(-\d{2})?$/)
      .optional(),
    licence: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal('law'),
    title: z.string().min(3),
    url: z.url().optional(),
    checkedOn: z
      .string()
      .regex(/^\d{4}-\d{2}(-\d{2})?$/)
      .optional(),
  }),
  z.strictObject({ kind: z.literal('judgement'), rationale: z.string().min(10), owner: z.string().optional() }),
]);

export const rolesSchema = z.strictObject({
  roles: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z_]+$/),
      kind: counterpartyKind,
      debit: leafId.nullable(),
      credit: leafId.nullable(),
      rank,
    }),
  ),
});

const partyEntry = z.strictObject({
  id: z.string().regex(/^[a-z]{2,6}\.[a-z0-9-]+$/),
  name: z.string().min(1),
  match: z.array(z.string().min(2)).min(1),
  role: z.string().optional(),
  countries: z.array(country).optional(),
  source: sourceSchema.optional(),
  debit: leafId.optional(),
  credit: leafId.optional(),
  kind: counterpartyKind.optional(),
  rank: rank.optional(),
  creditorIds: z.array(z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{3}[A-Z0-9]{1,28}$/)).optional(),
  needs: z.enum(PARTY_CONDITIONS).optional(),
  wikidata: z
    .string()
    .regex(/^Q\d+$/)
    .optional(),
});

export const partyFileSchema = z.strictObject({
  role: z.string(),
  countries: z.array(country),
  source: sourceSchema,
  /** A bulk list: where an entry of another file claims the same spelling, this file's gives way. */
  yields: z.boolean().default(false),
  entries: z.array(partyEntry).min(1),
});

const phraseRule = z.strictObject({
  id: z.string().regex(/^[a-z]{2}\.[a-z0-9-]+$/),
  any: z.array(z.string().min(1)).min(1),
  all: z.array(z.array(z.string().min(1)).min(1)).default([]),
  none: z.array(z.string().min(1)).default([]),
  at: z.enum(['start', 'anywhere']).default('anywhere'),
  sign: z.enum(['debit', 'credit', 'any']).default('any'),
  rank,
  type: z.enum(TRANSACTION_TYPES).optional(),
  category: leafId.optional(),
  categoryForLender: leafId.optional(),
  signal: z.enum(SIGNALS).optional(),
  source: sourceSchema.optional(),
});

export const phraseFileSchema = z.strictObject({
  language: z.string().regex(/^[a-z]{2}$/),
  layer: z.enum(PHRASE_LAYERS),
  source: sourceSchema,
  rules: z.array(phraseRule).min(1),
});

export const codeFileSchema = z.strictObject({
  source: sourceSchema,
  codes: z.array(
    z.strictObject({
      code: z.string(),
      debit: leafId.nullable().default(null),
      credit: leafId.nullable().default(null),
    }),
  ),
});

export const codeListSchema = z.strictObject({ source: sourceSchema, codes: z.array(z.string()) });

export const wordListSchema = z.strictObject({ source: sourceSchema, words: z.array(z.string()) });

export const parameterSchema = z.strictObject({
  description: z.string().min(10),
  unit: z.string(),
  values: z.record(
    z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    z.strictObject({ value: z.number(), source: sourceSchema }),
  ),
});

const month = z.number().int().min(1).max(12);
const weekday = z.enum(WEEKDAYS);
const year = z.number().int().min(1990).max(2100);
const keptIn = {
  name: z.string().min(3),
  from: year.optional(),
  until: year.optional(),
  except: z.array(year).default([]),
};
const shift = z.partialRecord(weekday, z.number().int().min(-7).max(7)).default({});

/** A holiday: the same date every year, a distance from Easter, the nth weekday of a month, or single days. */
const holiday = z.union([
  z.strictObject({ ...keptIn, month, day: z.number().int().min(1).max(31), shift }),
  z.strictObject({ ...keptIn, easter: z.number().int().min(-60).max(70) }),
  z.strictObject({ ...keptIn, month, weekday, nth: z.union([z.number().int().min(1).max(5), z.literal(-1)]) }),
  z.strictObject({ name: z.string().min(3), dates: z.array(z.iso.date()).min(1) }),
]);

/** Days on which the banks of a country are closed besides Saturdays and Sundays. */
export const calendarFileSchema = z.strictObject({
  /** The country, or the name of a settlement system. */
  calendar: z.string().regex(/^([A-Z]{2}|TARGET)$/),
  /** Another calendar whose holidays are kept too. */
  includes: z.string().optional(),
  source: sourceSchema,
  holidays: z.array(holiday).min(1),
});
