import type { Command } from 'commander';
import type { Scorecard } from '../domain/score.js';
import { pointsAt } from '../engine/score/scorecard.js';
import {
  areaUnderCurve,
  brierScore,
  calibrationSlope,
  calibrationTable,
  gini,
  kolmogorovSmirnov,
  logOddsOfProbability,
} from '../training/measures.js';
import { parseScorecard } from '../training/scorecard-file.js';
import { predict } from '../training/scorecard-fit.js';
import { InputError } from './input-error.js';
import { readExamples, readText } from './read-cases.js';

interface BacktestOptions {
  readonly model: string;
  readonly cases: string;
  readonly json?: boolean;
}

function readModel(file: string): Scorecard {
  const text = readText(file);
  try {
    return parseScorecard(text);
  } catch (error) {
    throw new InputError(`${file} ${error instanceof SyntaxError ? 'is not JSON' : (error as Error).message}`);
  }
}

function backtest(options: BacktestOptions) {
  const scorecard = readModel(options.model);
  const scored = readExamples(options.cases).map((example) => {
    const probability = predict(scorecard, example);
    const score = pointsAt(-logOddsOfProbability(probability), scorecard.scale);
    return { id: example.id, isBad: example.isBad, probability, score };
  });
  const bad = scored.filter(({ isBad }) => isBad).length;
  return {
    model: { name: scorecard.name, version: scorecard.version },
    n: scored.length,
    bad,
    auc: areaUnderCurve(scored),
    gini: gini(scored),
    ks: kolmogorovSmirnov(scored),
    brier: brierScore(scored),
    calibration: { slope: calibrationSlope(scored), bands: calibrationTable(scored) },
    cases: scored.map(({ id, probability, score }) => ({ id, probability, score })),
  };
}

function printReadable(result: ReturnType<typeof backtest>): void {
  const lines = [
    `model              ${result.model.name} ${result.model.version}`,
    `cases              ${result.n}, ${result.bad} bad`,
    `AUC                ${result.auc.toFixed(3)}`,
    `KS                 ${result.ks.toFixed(3)}`,
    `Brier              ${result.brier.toFixed(4)}`,
    `calibration slope  ${result.calibration.slope.toFixed(2)}`,
    ...result.calibration.bands.map(
      ({ cases, meanProbability, badRate }) =>
        `  ${String(cases).padStart(5)} cases  predicted ${(100 * meanProbability).toFixed(1)} %  observed ${(100 * badRate).toFixed(1)} %`,
    ),
  ];
  console.log(lines.join('\n'));
}

/** Registers `saldo backtest`. */
export function backtestCommand(program: Command): void {
  program
    .command('backtest')
    .description('measure a scorecard on cases with known outcome')
    .requiredOption('--model <file>', 'a scorecard that `saldo train` wrote')
    .requiredOption('--cases <file>', 'cases, one JSON object a line')
    .option('--json', 'print one JSON object')
    .action((options: BacktestOptions) => {
      const result = backtest(options);
      if (options.json) console.log(JSON.stringify(result));
      else printReadable(result);
    });
}
