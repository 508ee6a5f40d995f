import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { FEATURES } from '../engine/score/features.js';
import { modelCardMarkdown } from '../training/model-card.js';
import { modelCardHtml } from '../training/model-card-html.js';
import { scorecardText } from '../training/scorecard-file.js';
import { CORE_FEATURES, TRAIN_SETTINGS, type TrainReport, type TrainSettings, train } from '../training/train.js';
import { InputError } from './input-error.js';
import { progress, readExamples } from './read-cases.js';

interface TrainOptions {
  readonly cases: string;
  readonly out: string;
  readonly report?: string;
  readonly name: string;
  readonly modelVersion: string;
  readonly citation?: string;
  readonly description?: string;
  readonly horizon: string;
  readonly features: string;
  readonly seed: string;
}

function settingsOf(options: TrainOptions): TrainSettings {
  const all = FEATURES.map(({ id }) => id);
  const featureIds = featuresAsked(options.features, all);
  const unknown = featureIds.find((id) => !all.includes(id));
  if (unknown !== undefined) throw new InputError(`there is no feature ${unknown}; there are ${all.join(', ')}`);
  const [horizonMonths, seed] = [Number(options.horizon), Number(options.seed)];
  if (!(horizonMonths > 0)) throw new InputError('--horizon must be a number of months');
  if (!Number.isSafeInteger(seed)) throw new InputError('--seed must be a whole number');
  return {
    ...TRAIN_SETTINGS,
    name: options.name,
    version: options.modelVersion,
    citation: options.citation ?? TRAIN_SETTINGS.citation,
    description: options.description ?? TRAIN_SETTINGS.description,
    horizonMonths,
    featureIds,
    // A free choice among many features must pay for each; the fixed few are all taken.
    fit: options.features === 'core' ? TRAIN_SETTINGS.fit : { ...TRAIN_SETTINGS.fit, deviancePerFeature: 2 },
    seed,
  };
}

function featuresAsked(asked: string, all: readonly string[]): readonly string[] {
  if (asked === 'core') return CORE_FEATURES;
  return asked === 'all' ? all : asked.split(',').map((id) => id.trim());
}

function summaryOf({ cases, crossValidated: validated, apparent }: TrainReport): string {
  const line = (name: string, value: { mean: number; interval: { low: number; high: number } }) =>
    `${name.padEnd(18)}${value.mean.toFixed(3)}  (${value.interval.low.toFixed(3)} – ${value.interval.high.toFixed(3)})`;
  return [
    `cases             ${cases.total}, ${cases.bad} bad`,
    line('AUC', validated.auc),
    `  within folds    ${validated.aucWithinFolds.toFixed(3)}`,
    `  on its own fit  ${apparent.auc.toFixed(3)}`,
    line('Gini', validated.gini),
    line('KS', validated.ks),
    line('Brier', validated.brier),
    line('calibration slope', validated.calibrationSlope),
  ].join('\n');
}

/** Registers `saldo train`. */
export function trainCommand(program: Command): void {
  program
    .command('train')
    .description('fit a scorecard on past cases and measure it by cross-validation')
    .requiredOption('--cases <file>', 'cases, one JSON object a line')
    .requiredOption('--out <file>', 'where the scorecard is written')
    .option('--report <dir>', 'write the model card (Markdown and HTML) and all measures there')
    .option('--name <name>', 'name of the scorecard', TRAIN_SETTINGS.name)
    .option('--model-version <version>', 'version of the scorecard', TRAIN_SETTINGS.version)
    .option('--description <text>', 'what the scorecard is for')
    .option('--citation <text>', 'where the cases come from')
    .option('--horizon <months>', 'months within which the outcome was observed', '12')
    .option('--features <ids>', '“core”, “all”, or ids separated by commas', 'core')
    .option('--seed <number>', 'seed of the folds and intervals', String(TRAIN_SETTINGS.seed))
    .action((options: TrainOptions) => {
      const settings = settingsOf(options);
      const trained = trainOrRefuse(readExamples(options.cases), settings);
      writeFileSync(options.out, scorecardText(trained.scorecard));
      if (options.report !== undefined) {
        mkdirSync(options.report, { recursive: true });
        writeFileSync(join(options.report, 'model-card.md'), modelCardMarkdown(trained));
        writeFileSync(join(options.report, 'model-card.html'), modelCardHtml(trained));
        writeFileSync(join(options.report, 'report.json'), `${JSON.stringify(trained.report, null, 1)}\n`);
      }
      console.log(summaryOf(trained.report));
    });
}

function trainOrRefuse(...[examples, settings]: Parameters<typeof train>): ReturnType<typeof train> {
  try {
    return train(examples, settings, progress('fits'));
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(error.message);
    throw error;
  }
}
