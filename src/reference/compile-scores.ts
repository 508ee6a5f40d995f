import { z } from 'zod';
import { INDICATORS, type PointsTableFeature, type ScorePolicy, type ScoreReference } from '../domain/score.js';
import { sourceSchema } from './schema.js';

const tableFeature = z.strictObject({
  id: z.string(),
  source: sourceSchema,
  bins: z.array(z.strictObject({ upTo: z.number().optional(), points: z.number() })).min(1),
  missing: z.number().optional(),
});

const policySchema = z.strictObject({
  scorecard: z.string(),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  prior: z.strictObject({ logOdds: z.number(), source: sourceSchema }),
  transfer: z.strictObject({ weight: z.number().min(0).max(1), source: sourceSchema }),
  bands: z.strictObject({ from: z.array(z.number().gt(0).max(1000)), source: sourceSchema }).optional(),
  features: z.array(tableFeature),
});

const indicatorSchema = z.strictObject({ start: z.number().min(-5).max(5), features: z.array(tableFeature).min(1) });
const indicatorsSchema = z.strictObject(
  Object.fromEntries(INDICATORS.map((name) => [name, indicatorSchema])) as Record<
    (typeof INDICATORS)[number],
    typeof indicatorSchema
  >,
);

const wordingSchema = z.strictObject({
  raises: z.string().regex(/^[^{}]*\{clause\}[^{}]*$/),
  lowers: z.string().regex(/^[^{}]*\{clause\}[^{}]*$/),
  unknown: z.string().min(1),
  withoutGambling: z.string().regex(/^[^{}]+$/),
  decimalSeparator: z.enum(['.', ',']),
  clauses: z.record(z.string(), z.string().regex(/^[^{}]*\{value\}[^{}]*\{reference\}[^{}]*$/)),
  whatWould: z.strictObject({
    change: z.string().regex(/^[^{}]*\{clause\}[^{}]*\{points\}[^{}]*$/),
    clauses: z.record(z.string(), z.string().regex(/^[^{}]*\{target\}[^{}]*\{value\}[^{}]*$/)),
  }),
});

const bin = z.strictObject({
  upTo: z.number().nullable(),
  good: z.number().int().min(0),
  bad: z.number().int().min(0),
  weightOfEvidence: z.number(),
});

const measure = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });

/** A scorecard as `saldo train` writes it; see `Scorecard` for what each field means. */
export const scorecardSchema = z.strictObject({
  name: z.string().min(1),
  version: z.string().min(1),
  horizonMonths: z.number().positive(),
  description: z.string(),
  citation: z.string(),
  cases: z.strictObject({ total: z.number().int(), bad: z.number().int() }),
  validation: z
    .strictObject({
      repetitions: z.number().int().positive(),
      folds: z.number().int().positive(),
      seed: z.number().int(),
      auc: measure,
      ks: measure,
      brier: measure,
      calibrationSlope: measure,
    })
    .optional(),
  intercept: z.number(),
  features: z.array(
    z.strictObject({
      id: z.string(),
      coefficient: z.number().min(0),
      bins: z.array(bin).min(1),
      missing: bin,
      informationValue: z.number(),
    }),
  ),
  scale: z.strictObject({ pointsAtEvenOdds: z.number(), pointsToDoubleOdds: z.number().positive() }),
});

/** What the compiler of the reference data offers to this part of it. */
export interface ScoreFiles {
  /** Reads YAML, and so JSON. */
  read<S extends z.ZodType>(name: string, schema: S): z.infer<S> | null;
  fault(file: string, message: string): void;
}

const LANGUAGES = ['en', 'fr', 'nl', 'es'] as const;

/** The scores' reference data without its hash; null when a file is at fault, which is then reported. */
export function compileScores(files: ScoreFiles): Omit<ScoreReference, 'hash'> | null {
  const credit = policyOf('credit', files);
  const payment = policyOf('payment', files);
  const read = files.read('scores/indicators.yaml', indicatorsSchema);
  const wording = LANGUAGES.map((language) => ({
    language,
    words: files.read(`scores/wording-${language}.yaml`, wordingSchema),
  }));
  if (credit === null || payment === null || read === null) return null;
  const used = [credit, payment].flatMap(({ scorecard, features }) => [...scorecard.features, ...features]);
  const worded: Partial<Record<(typeof LANGUAGES)[number], z.infer<typeof wordingSchema>>> = {};
  for (const { language, words } of wording) {
    if (words === null) return null;
    worded[language] = words;
    for (const { id } of used) {
      if (!words.clauses[id]) files.fault(`scores/wording-${language}.yaml`, `no clause for ${id}`);
    }
  }
  const indicators = Object.fromEntries(
    INDICATORS.map((name) => [name, { start: read[name].start, features: tableOf(read[name].features) }]),
  ) as unknown as ScoreReference['indicators'];
  for (const name of INDICATORS) checkTable(indicators[name].features, `scores/indicators.yaml: ${name}`, files);
  return { credit, payment, indicators, wording: worded as ScoreReference['wording'] };
}

function policyOf(name: string, files: ScoreFiles): ScorePolicy | null {
  const policy = files.read(`scores/${name}.yaml`, policySchema);
  if (policy === null) return null;
  const scorecard = files.read(`models/${policy.scorecard}.json`, scorecardSchema);
  if (scorecard === null) return null;
  const features = tableOf(policy.features);
  checkTable(features, `scores/${name}.yaml`, files);
  const { version, prior, transfer } = policy;
  const bands = policy.bands?.from ?? [];
  if (bands.some((from, at) => from <= (bands[at - 1] ?? 0))) files.fault(`scores/${name}.yaml`, 'bands must rise');
  return { version, scorecard, priorLogOdds: prior.logOdds, transferWeight: transfer.weight, bands, features };
}

function tableOf(features: readonly z.infer<typeof tableFeature>[]): PointsTableFeature[] {
  return features.map(({ id, bins, missing }) => ({
    id,
    bins: bins.map(({ upTo, points }) => ({ upTo: upTo ?? null, points })),
    missingPoints: missing ?? 0,
  }));
}

/** Limits must rise, the last bin be open, and points move one way only. That it is the right way the engine's tests hold. */
function checkTable(features: readonly PointsTableFeature[], file: string, files: ScoreFiles): void {
  for (const { id, bins } of features) {
    const limits = bins.slice(0, -1).map(({ upTo }) => upTo ?? Number.NaN);
    const rises = limits.every((limit, at) => at === 0 || limit > (limits[at - 1] ?? limit));
    if (!rises || limits.some(Number.isNaN) || bins.at(-1)?.upTo !== null) {
      files.fault(file, `${id}: limits must rise and only the last bin be open`);
    }
    const steps = bins.slice(1).map(({ points }, at) => Math.sign(points - (bins[at]?.points ?? points)));
    if (steps.includes(1) && steps.includes(-1)) files.fault(file, `${id}: points must only rise or only fall`);
  }
}
