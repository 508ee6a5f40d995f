import type { Scorecard, ScorecardFeature } from '../domain/score.js';
import { featureOf } from '../engine/score/features.js';
import { pointsPerLogOdds, probabilityAt } from '../engine/score/scorecard.js';
import type { Measured, Trained } from './train.js';

/** A part of the card: paragraphs, a table or a plot, in both forms from the same words. */
export type CardPart =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'plot'; readonly name: 'roc' | 'distribution' | 'calibration' };

function fixed(value: number, digits = 3): string {
  return value.toFixed(digits);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}

/** All parts of the model card of a trained scorecard, in reading order. */
export function cardParts({ scorecard, report }: Trained): CardPart[] {
  return [
    { kind: 'heading', level: 1, text: `Model card: ${scorecard.name}, version ${scorecard.version}` },
    { kind: 'text', text: scorecard.description },
    {
      kind: 'text',
      text: `Fitted on ${report.cases.total} cases, ${report.cases.bad} of them bad. ${scorecard.citation}`,
    },
    ...measureParts({ scorecard, report }),
    ...scaleParts(scorecard),
    ...featureParts({ scorecard, report }),
    ...caveatParts(scorecard),
  ];
}

function measureParts({ report }: Trained): CardPart[] {
  const { crossValidated: validated, apparent, folds } = report;
  const row = (name: string, { mean, spread, interval }: Measured, own: string) => [
    name,
    fixed(mean),
    fixed(spread),
    `${fixed(interval.low)} – ${fixed(interval.high)}`,
    own,
  ];
  return [
    { kind: 'heading', level: 2, text: 'How well it separates' },
    {
      kind: 'text',
      text:
        `${folds.repetitions} × ${folds.folds} stratified cross-validation, seed ${report.seed}; binning and weighing are done ` +
        'anew in each training part. A repetition pools the predictions of its folds; the spread is over repetitions, the ' +
        '95 % interval over bootstrap samples of cases. “Fitted” is on the very cases of the fit and too good by nature.',
    },
    {
      kind: 'table',
      head: ['measure', 'cross-validated', 'spread', '95 % interval', 'fitted'],
      rows: [
        row('AUC', validated.auc, fixed(apparent.auc)),
        ['AUC, mean within folds', fixed(validated.aucWithinFolds), '', '', ''],
        row('Gini', validated.gini, fixed(2 * apparent.auc - 1)),
        row('KS', validated.ks, fixed(apparent.ks)),
        row('Brier', validated.brier, fixed(apparent.brier)),
        row('calibration slope', validated.calibrationSlope, ''),
        ['PSI, earlier against later half', fixed(report.populationStability), '', '', ''],
      ],
    },
    { kind: 'plot', name: 'roc' },
    { kind: 'plot', name: 'distribution' },
    { kind: 'heading', level: 2, text: 'Calibration' },
    {
      kind: 'table',
      head: ['cases', 'predicted from', 'to', 'mean predicted', 'observed bad'],
      rows: validated.calibration.map((band) => [
        String(band.cases),
        percent(band.from),
        percent(band.to),
        percent(band.meanProbability),
        percent(band.badRate),
      ]),
    },
    { kind: 'plot', name: 'calibration' },
  ];
}

function scaleParts({ scale }: Scorecard): CardPart[] {
  const points = Array.from({ length: 11 }, (_, at) => at * 100);
  return [
    { kind: 'heading', level: 2, text: 'Points' },
    {
      kind: 'text',
      text:
        `${scale.pointsAtEvenOdds} points are even odds; ${scale.pointsToDoubleOdds} points more double the odds of being good. ` +
        'The score is held between 0 and 1000.',
    },
    {
      kind: 'table',
      head: ['score', 'probability of default'],
      rows: points.map((score) => [
        String(score),
        percent(probabilityAt((score - scale.pointsAtEvenOdds) / pointsPerLogOdds(scale))),
      ]),
    },
  ];
}

function featureParts({ scorecard, report }: Trained): CardPart[] {
  const ids = scorecard.features.map(({ id }) => id);
  return [
    { kind: 'heading', level: 2, text: 'Features' },
    { kind: 'text', text: `Candidates: ${report.candidates.join(', ')}.` },
    ...scorecard.features.flatMap((feature, at) => oneFeature(feature, scorecard, report.varianceInflation[at] ?? 1)),
    { kind: 'heading', level: 3, text: 'Correlation of the weights of evidence' },
    {
      kind: 'table',
      head: ['', ...ids],
      rows: report.correlation.map((row, at) => [ids[at] ?? '', ...row.map((value) => fixed(value, 2))]),
    },
  ];
}

function oneFeature(feature: ScorecardFeature, { scale }: Scorecard, inflation: number): CardPart[] {
  const { meaning, unit, direction, windowDays, source } = featureOf(feature.id);
  const points = (weight: number) => Math.round(pointsPerLogOdds(scale) * feature.coefficient * weight);
  return [
    { kind: 'heading', level: 3, text: feature.id },
    {
      kind: 'text',
      text:
        `${meaning}. In ${unit}, ${direction.replaceAll('_', ' ')}, window ${windowDays} days. Coefficient ` +
        `${fixed(feature.coefficient)}, information value ${fixed(feature.informationValue)}, variance inflation ` +
        `${fixed(inflation, 2)}. Source: ${source}.`,
    },
    {
      kind: 'table',
      head: ['up to', 'good', 'bad', 'weight of evidence', 'points'],
      rows: [...feature.bins, ...(feature.missing.good + feature.missing.bad > 0 ? [feature.missing] : [])].map(
        (bin, at) => [
          at >= feature.bins.length ? 'missing' : bin.upTo === null ? 'above' : fixed(bin.upTo),
          String(bin.good),
          String(bin.bad),
          fixed(bin.weightOfEvidence, 2),
          String(points(bin.weightOfEvidence)),
        ],
      ),
    },
  ];
}

function caveatParts({ horizonMonths }: Scorecard): CardPart[] {
  return [
    { kind: 'heading', level: 2, text: 'What it does not know' },
    {
      kind: 'text',
      text:
        'The cases are credits that were granted. Applicants who were refused have no outcome, so the scorecard has not seen ' +
        'the risks that the lender’s rules kept out, and it is too mild on them (reject inference: Hand & Henley 1993; no ' +
        'correction is made, because without outcomes it would only restate its own assumption).',
    },
    {
      kind: 'text',
      text:
        `The outcome is taken as given in the cases; the probability is read as that of default within ${horizonMonths} months. ` +
        'A lender must validate the scorecard on its own outcomes, country and product before deciding by it, and watch its ' +
        'stability afterwards. No feature uses names, sex, age, nationality, place, or what money was spent on where that may ' +
        'reveal special-category data; whether groups are nevertheless treated differently must be tested on the lender’s data.',
    },
  ];
}

function markdownOf(part: CardPart): string {
  if (part.kind === 'heading') return `${'#'.repeat(part.level)} ${part.text}`;
  if (part.kind === 'text') return part.text;
  if (part.kind === 'plot') return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(part.head), line(part.head.map(() => '---')), ...part.rows.map(line)].join('\n');
}

/** The model card as Markdown; plots are in the HTML form alone. */
export function modelCardMarkdown(trained: Trained): string {
  const blocks = cardParts(trained).map(markdownOf);
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
