import { z } from 'zod';
import type { Scorecard } from '../domain/score.js';

const bin = z.strictObject({
  upTo: z.number().nullable(),
  good: z.number().int().min(0),
  bad: z.number().int().min(0),
  weightOfEvidence: z.number(),
});

/** A scorecard as `saldo train` writes it; see `Scorecard` for what each field means. */
const scorecardSchema = z.strictObject({
  name: z.string().min(1),
  version: z.string().min(1),
  horizonMonths: z.number().positive(),
  description: z.string(),
  citation: z.string(),
  cases: z.strictObject({ total: z.number().int(), bad: z.number().int() }),
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

/** Reads a scorecard; throws with the place at fault when the file is none. */
export function parseScorecard(text: string): Scorecard {
  const parsed = scorecardSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`is no scorecard: ${issue?.path.join('.')} ${issue?.message}`);
}

const DECIMALS = 6;

/** The scorecard as text; numbers with six decimals, far more than a few hundred cases can tell. */
export function scorecardText(scorecard: Scorecard): string {
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(DECIMALS)) : value);
  return `${JSON.stringify(scorecard, rounded, 1)}\n`;
}
