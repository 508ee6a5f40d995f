import { existsSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { configFrom } from '../config.js';
import { scorecardSchema } from '../reference/compile-scores.js';
import { type KeptScore, type Replay, replayScore } from '../services/replay-score.js';
import { InputError } from './input-error.js';
import { readText } from './read-cases.js';

interface ReplayOptions {
  readonly project?: string;
  readonly save?: string;
  readonly json?: boolean;
}

/** Exit code when a score does not come out as it was kept. */
const DIFFERS_EXIT_CODE = 1;

const tableFeature = z.strictObject({
  id: z.string(),
  bins: z.array(z.strictObject({ upTo: z.number().nullable(), points: z.number() })),
  missingPoints: z.number(),
});
const keptFile = z.array(
  z.object({
    record: z.looseObject({
      score: z.enum(['credit', 'payment']),
      role: z.string(),
      analysisId: z.string(),
      policyHash: z.string(),
      features: z.record(z.string(), z.number().nullable()),
      outcome: z.string(),
    }),
    policy: z
      .strictObject({
        version: z.string(),
        scorecard: scorecardSchema,
        priorLogOdds: z.number(),
        transferWeight: z.number(),
        bands: z.array(z.number()),
        features: z.array(tableFeature),
      })
      .nullable(),
  }),
);

/** Registers `saldo replay`. */
export function replayCommand(program: Command): void {
  program
    .command('replay')
    .description('make the scores of a past analysis again from what was kept of them, and say what differs')
    .argument('<analysis or file>', 'id of an analysis, or a file that --save wrote')
    .option('--project <name>', 'project of the analysis')
    .option('--save <file>', 'write what was kept to a file that can be replayed anywhere, later')
    .option('--json', 'print one JSON object a score')
    .action(runReplay);
}

async function runReplay(asked: string, options: ReplayOptions): Promise<void> {
  const kept = existsSync(asked) ? keptIn(asked) : await keptOf(asked, options);
  if (options.save !== undefined) writeFileSync(options.save, `${JSON.stringify(kept, null, 1)}\n`);
  const replays = kept.map(replayScore);
  for (const replay of replays) console.log(options.json ? jsonOf(replay) : textOf(replay));
  if (replays.some(({ isIdentical }) => !isIdentical)) process.exitCode = DIFFERS_EXIT_CODE;
}

function keptIn(file: string): KeptScore[] {
  let json: unknown;
  try {
    json = JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`${file} is not JSON: give a file that --save wrote`);
    throw error;
  }
  const parsed = keptFile.safeParse(json);
  const issue = parsed.error?.issues[0];
  if (!parsed.success || parsed.data.length === 0)
    throw new InputError(
      `${file} holds no kept scores: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'it is empty'}`,
    );
  // As it was written, because hashes depend on the order of fields; a field of the record that was changed shows in the replay.
  return json as KeptScore[];
}

async function keptOf(analysisId: string, { project }: ReplayOptions): Promise<KeptScore[]> {
  if (project === undefined)
    throw new InputError(`there is no file ${analysisId}; for the id of an analysis give --project <name> too`);
  const settings = configFrom(process.env);
  const [{ createContext }, { keptScoresOfProject }] = await Promise.all([
    import('../context.js'),
    import('../services/kept-scores.js'),
  ]);
  const context = await createContext(settings, { withWorker: false });
  try {
    return await keptScoresOfProject(context.services, project, analysisId);
  } finally {
    await context.close();
  }
}

function jsonOf({ record, isIdentical, differences }: Replay): string {
  const { analysisId, score, role, modelHash, policyHash } = record;
  return JSON.stringify({ analysisId, score, role, modelHash, policyHash, isIdentical, differences });
}

function textOf({ record, isIdentical, differences }: Replay): string {
  const head = `${record.score} ${record.role}, ${record.modelVersion}, value ${record.value}: `;
  if (isIdentical) return `${head}identical`;
  const lines = differences.map(({ what, kept, replayed }) => `  ${what}: kept ${kept}, replayed ${replayed}`);
  return [`${head}differs`, ...lines].join('\n');
}
