// Scoring's share of an analysis: features, both scores, reasons, what would change them. At most 5 % is wanted.
import { analyse } from '../dist/engine/analyse.js';
import { classifyAmounts } from '../dist/engine/insights/classify-amounts.js';
import { issueScores } from '../dist/engine/score/issue-scores.js';
import { historyOf } from './generate-history.mjs';
import { AS_OF, inputOf, medianMs, reference, report } from './measure.mjs';

/** Calls timed as one: a single scoring is too short for the clock, and few are not what a server does that has scored before. */
const CALLS = 100;

for (const count of [300, 1_000]) {
  const input = inputOf(historyOf(count));
  const analysis = analyse(input, reference, AS_OF);
  const scored = { ...analysis, classified: classifyAmounts(analysis.accounts, analysis.transactions) };
  const repeated = (call) => () => {
    for (let at = 0; at < CALLS; at += 1) call();
  };
  const analysisMs =
    medianMs(
      repeated(() => analyse(input, reference, AS_OF)),
      15,
    ) / CALLS;
  const scoringMs =
    medianMs(
      repeated(() => issueScores(scored, reference, null)),
      15,
    ) / CALLS;
  const detail = {
    transactions: count,
    scoringMs: Number(scoringMs.toFixed(3)),
    analysisMs: Number(analysisMs.toFixed(3)),
  };
  report(`scoring-share-${count}`, scoringMs / analysisMs, 'of the analysis', 'lower', detail);
}
