import type { Analysis } from '../domain/analysis.js';
import { type ChangeLine, type ReasonLine, scoreLines, signedText } from '../report/score-lines.js';
import { tableLines } from './columns.js';

/** Reasons of the credit score shown; the report has all of them. */
const REASONS_MAX = 6;
/** Reasons of the payment score shown: mostly the same ones. */
const PAYMENT_REASONS_MAX = 2;
const CHANGES_MAX = 4;

/** Credit score, indicators, payment score and what moved them, a line each; why there is no score where there is none. */
export function scoreRows(analysis: Pick<Analysis, 'scores' | 'scoresAbsentBecause'>): string[] {
  const lines = scoreLines(analysis);
  if (lines === null) return [`  no score: ${analysis.scoresAbsentBecause ?? 'the reason is unknown'}`];
  const indicators = lines.indicators.map(({ name, text }) => `${name} ${text}`).join(', ');
  return [
    ...tableLines(
      [
        ['Credit score', `${lines.credit} of 1000`, lines.creditRisk],
        ['Payment score', `${lines.payment} of 10`, lines.paymentRisk],
      ],
      ['left', 'right', 'left'],
    ),
    `  ${indicators} (-5 to +5)`,
    ...reasonRows('Why this credit score', lines.reasons.slice(0, REASONS_MAX)),
    ...reasonRows('Why this payment score', lines.paymentReasons.slice(0, PAYMENT_REASONS_MAX)),
    ...changeRows('What would raise the credit score, each alone', lines.changes.slice(0, CHANGES_MAX)),
    ...(lines.nextBand === null ? [] : [`  ${lines.nextBand.text}`, ...changeTable(lines.nextBand.changes)]),
  ];
}

function reasonRows(title: string, reasons: readonly ReasonLine[]): string[] {
  if (reasons.length === 0) return [];
  const rows = reasons.map(({ points, name, value, reference }) => [
    signedText(points),
    name,
    value,
    reference === null ? 'no value is free of points' : `reference ${reference}`,
  ]);
  return [`  ${title}`, ...tableLines(rows, ['right', 'left', 'left', 'left'])];
}

function changeRows(title: string, changes: readonly ChangeLine[]): string[] {
  return changes.length === 0 ? [] : [`  ${title}`, ...changeTable(changes)];
}

function changeTable(changes: readonly ChangeLine[]): string[] {
  const rows = changes.map(({ points, name, value, to }) => [signedText(points), name, `${value} to ${to}`]);
  return tableLines(rows, ['right', 'left', 'left']);
}
