import type { Analysis, EnrichedTransaction } from '../domain/analysis.js';
import { groupBy } from '../domain/group-by.js';
import { leaf } from '../domain/taxonomy/taxonomy.js';

/** One labelled transaction: line of a `.jsonl` file as described in `test/data/gold/LABELING.md`. */
export interface Label {
  readonly accountIndex: number;
  readonly txIndex: number;
  readonly description: string;
  readonly category: string;
  readonly alternates: readonly string[];
  readonly type: string;
  readonly typeAlternates: readonly string[];
  readonly isRejected: boolean | 'uncertain';
  readonly rejectionLeg?: string;
  readonly scored: boolean;
}

/** A label with what the engine said of the same transaction. */
export interface JudgedRow {
  readonly customer: string;
  readonly language: string;
  readonly label: Label;
  readonly predicted: EnrichedTransaction;
}

export interface Accuracy {
  readonly n: number;
  /** Share equal to the label, 0..1. */
  readonly strict: number;
  /** Share equal to the label or one of its alternates, 0..1. */
  readonly lenient: number;
}

export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly meanConfidence: number;
  readonly accuracy: number;
}

export interface Evaluation {
  readonly rows: Accuracy;
  readonly templates: Accuracy;
  readonly byLanguage: Readonly<Record<string, { rows: Accuracy; templates: Accuracy }>>;
  readonly byCategory: Readonly<Record<string, Accuracy>>;
  readonly type: { readonly accuracy: number };
  readonly rejection: { readonly f1: number; readonly precision: number; readonly recall: number };
  /** Expected calibration error against lenient correctness, ten equal-width bins (Naeini et al. 2015). */
  readonly calibration: { readonly ece: number; readonly bins: readonly CalibrationBin[] };
  /** Predictions with a confidence of at least 0.8. */
  readonly confident: Accuracy;
  readonly confusions: readonly { expected: string; predicted: string; n: number; example: string }[];
}

const HAS_DIGIT = /\S*\d\S*/g;
const BINS = 10;

function predictedCategory(row: JudgedRow): string {
  return leaf(row.predicted.enrichment.category).algoanCategory;
}

function isStrict(row: JudgedRow): boolean {
  return predictedCategory(row) === row.label.category;
}

function isLenient(row: JudgedRow): boolean {
  return isStrict(row) || row.label.alternates.includes(predictedCategory(row));
}

function share(count: number, of: number): number {
  return of === 0 ? 0 : Math.round((count / of) * 10_000) / 10_000;
}

function accuracyOf(rows: readonly JudgedRow[]): Accuracy {
  return {
    n: rows.length,
    strict: share(rows.filter(isStrict).length, rows.length),
    lenient: share(rows.filter(isLenient).length, rows.length),
  };
}

/** Rows whose descriptions differ only in words with digits are one template; a template counts once, by its share of right rows. */
function templateAccuracy(rows: readonly JudgedRow[]): Accuracy {
  const templates = groupBy(rows, (row) => `${row.label.description.replace(HAS_DIGIT, '#')}|${row.label.category}`);
  let strict = 0;
  let lenient = 0;
  for (const group of templates.values()) {
    strict += group.filter(isStrict).length / group.length;
    lenient += group.filter(isLenient).length / group.length;
  }
  return { n: templates.size, strict: share(strict, templates.size), lenient: share(lenient, templates.size) };
}

function calibrationOf(rows: readonly JudgedRow[]): Evaluation['calibration'] {
  const bins: CalibrationBin[] = [];
  let ece = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    const inside = rows.filter(
      ({ predicted }) => Math.min(BINS - 1, Math.floor(predicted.enrichment.confidence * BINS)) === bin,
    );
    const mean = inside.reduce((sum, row) => sum + row.predicted.enrichment.confidence, 0) / (inside.length || 1);
    const accuracy = inside.filter(isLenient).length / (inside.length || 1);
    ece += (Math.abs(mean - accuracy) * inside.length) / (rows.length || 1);
    bins.push({
      from: bin / BINS,
      to: (bin + 1) / BINS,
      n: inside.length,
      meanConfidence: share(mean, 1),
      accuracy: share(accuracy, 1),
    });
  }
  return { ece: share(ece, 1), bins };
}

function rejectionOf(rows: readonly JudgedRow[]): Evaluation['rejection'] {
  const judged = rows.filter(({ label }) => label.rejectionLeg === undefined && label.isRejected !== 'uncertain');
  const hits = judged.filter(
    ({ label, predicted }) => label.isRejected === true && predicted.enrichment.isRejected,
  ).length;
  const said = judged.filter(({ predicted }) => predicted.enrichment.isRejected).length;
  const meant = judged.filter(({ label }) => label.isRejected === true).length;
  const precision = said === 0 ? 1 : hits / said;
  const recall = meant === 0 ? 1 : hits / meant;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { f1: share(f1, 1), precision: share(precision, 1), recall: share(recall, 1) };
}

function confusionsOf(rows: readonly JudgedRow[]): Evaluation['confusions'] {
  const wrong = rows.filter((row) => !isLenient(row));
  return [...groupBy(wrong, (row) => `${row.label.category}>${predictedCategory(row)}`).values()]
    .map((group) => {
      const first = group[0] as JudgedRow;
      return {
        expected: first.label.category,
        predicted: predictedCategory(first),
        n: group.length,
        example: first.label.description,
      };
    })
    .sort((a, b) => b.n - a.n || a.expected.localeCompare(b.expected));
}

/** Pairs the labels of one customer with its analysis; throws when a label points at no transaction. */
export function judge(
  customer: string,
  language: string,
  labels: readonly Label[],
  analysis: Analysis,
  idAt: (accountIndex: number, txIndex: number) => string | undefined,
): JudgedRow[] {
  const byId = new Map(analysis.transactions.map((enriched) => [enriched.transaction.id as string, enriched]));
  return labels
    .filter(({ scored }) => scored)
    .map((label) => {
      const predicted = byId.get(idAt(label.accountIndex, label.txIndex) ?? '');
      if (!predicted)
        throw new Error(`${customer}: no transaction at account ${label.accountIndex}, position ${label.txIndex}`);
      return { customer, language, label, predicted };
    });
}

/** Scores the categoriser on labelled rows. */
export function evaluateCategories(rows: readonly JudgedRow[]): Evaluation {
  const right = rows.filter(({ label, predicted }) =>
    [label.type, ...label.typeAlternates].includes(predicted.enrichment.type),
  ).length;
  const languages = [...groupBy(rows, (row) => row.language)].sort(([a], [b]) => a.localeCompare(b));
  const categories = [...groupBy(rows, (row) => row.label.category)].sort(([a], [b]) => a.localeCompare(b));
  return {
    rows: accuracyOf(rows),
    templates: templateAccuracy(rows),
    byLanguage: Object.fromEntries(
      languages.map(([language, group]) => [language, { rows: accuracyOf(group), templates: templateAccuracy(group) }]),
    ),
    byCategory: Object.fromEntries(categories.map(([category, group]) => [category, accuracyOf(group)])),
    type: { accuracy: share(right, rows.length) },
    rejection: rejectionOf(rows),
    calibration: calibrationOf(rows),
    confident: accuracyOf(rows.filter(({ predicted }) => predicted.enrichment.confidence >= 0.8)),
    confusions: confusionsOf(rows),
  };
}
