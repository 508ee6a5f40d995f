import { z } from 'zod';

/** The credit asked for, in units of the account's currency; the payment is per month. */
const applicationSchema = z.object({
  amount: z.number().positive(),
  durationMonths: z.number().positive(),
  monthlyPayment: z.number().positive(),
});

/**
 * One past decision with what came of it. `asOf` is the day of the decision: nothing later may be known. `accounts` are
 * accounts of contract A with their transactions. `outcome` is bad when the credit was not repaid as agreed.
 */
const caseSchema = z.object({
  id: z.string().min(1),
  asOf: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  outcome: z.enum(['good', 'bad']),
  accounts: z.array(z.record(z.string(), z.unknown())).min(1),
  application: applicationSchema.optional(),
});

export type TrainingCase = z.infer<typeof caseSchema>;

/** A line of a cases file that cannot be read, with its number from 1. */
export class CaseError extends Error {
  override readonly name = 'CaseError';
}

/** Reads newline-delimited JSON cases; throws CaseError naming the first line at fault. Ids must be unique. */
export function parseCases(text: string): TrainingCase[] {
  const cases: TrainingCase[] = [];
  const ids = new Set<string>();
  text.split('\n').forEach((line, at) => {
    if (line.trim() === '') return;
    const parsed = caseSchema.safeParse(readJson(line, at + 1));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new CaseError(`line ${at + 1}: ${issue?.path.join('.')} ${issue?.message}`);
    }
    if (ids.has(parsed.data.id)) throw new CaseError(`line ${at + 1}: id ${parsed.data.id} stands twice`);
    ids.add(parsed.data.id);
    cases.push(parsed.data);
  });
  if (cases.length === 0) throw new CaseError('holds no case');
  return cases;
}

function readJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The parser's own message quotes the text, which is bank data.
    throw new CaseError(`line ${number}: is not JSON`);
  }
}
