import type { Command } from 'commander';
import type { Scorecard } from '../domain/score.js';
import { scoresOf } from '../engine/score/issue-scores.js';
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
import { type Example, predict } from '../training/scorecard-fit.js';
import { InputError } from './input-error.js';
import { caseReference, readExamples, readText } from './read-cases.js';

interface BacktestOptions {
  readonly model: string;
  readonly cases: string;
  readonly json?: boolean;
  readonly asIssued?: boolean;
}

function readModel(file: string): Scorecard {
  const text = readText(file);
  try {
    return parseScorecard(text);
  } catch (error) {
    throw new InputError(`${file} ${error instanceof SyntaxError ? 'is not JSON' : (error as Error).message}`);
  }
}

type Score = (example: Example) => { readonly probability: number; readonly score: number };

function fittedBy(scorecard: Scorecard): Score {
  return (example) => {
    const probability = predict(scorecard, example);
    return { probability, score: pointsAt(-logOddsOfProbability(probability), scorecard.scale) };
  };
}

/** The credit score as customers get it: the shipped policy around the scorecard. */
function issuedBy(scorecard: Scorecard): Score {
  const { scores } = caseReference();
  if (scores === null) throw new InputError('--as-issued needs the shipped policies, and there are none');
  const policies = { ...scores, credit: { ...scores.credit, scorecard } };
  return (example) => {
    const { probabilityOfDefault, value } = scoresOf([...example.values.values()], policies).creditScore;
    return { probability: probabilityOfDefault, score: value };
  };
}

function backtest(options: BacktestOptions) {
  const scorecard = readModel(options.model);
  const score = options.asIssued ? issuedBy(scorecard) : fittedBy(scorecard);
  const scored = readExamples(options.cases).map((example) => {
    return { id: example.id, isBad: example.isBad, ...score(example) };
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
    cases: scored.map(({ id, probability, score: points }) => ({ id, probability, score: points })),
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
    .option('--as-issued', 'measure the credit score as customers get it: the shipped policy around the scorecard')
    .option('--json', 'print one JSON object')
    .action((options: BacktestOptions) => {
      const result = backtest(options);
      if (options.json) console.log(JSON.stringify(result));
      else printReadable(result);
    });
}
