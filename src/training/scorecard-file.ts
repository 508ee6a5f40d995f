import type { Scorecard } from '../domain/score.js';
import { scorecardSchema } from '../reference/compile-scores.js';

/** Reads a scorecard; throws with the place at fault when the file is none. */
export function parseScorecard(text: string): Scorecard {
  const parsed = scorecardSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`is no scorecard: ${issue?.path.join('.')} ${issue?.message}`);
}

const DECIMALS = 6;

/** The scorecard as text, its fields in the order of the schema; numbers with six decimals, far more than a few hundred cases can tell. */
export function scorecardText(scorecard: Scorecard): string {
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(DECIMALS)) : value);
  return `${JSON.stringify(scorecardSchema.parse(scorecard), rounded, 1)}\n`;
}
