import type { Analysis, EnrichedTransaction } from '../domain/analysis.js';
import type { MinorUnits } from '../domain/money.js';
import { html, type Markup } from './markup.js';
import { type ChangeLine, type ReasonLine, type ScoreLines, scoreLines, signedText } from './score-lines.js';
import { evidenceRow } from './sections.js';

type Money = (amountMinor: MinorUnits) => Markup;

/** Scores below the first limit are drawn as bad, below the second as middling. */
const GAUGE_LIMITS = [400, 700] as const;

/** The credit score with its gauge, indicators, payment score and what moved them; or why there is none. */
export function scoreSection(analysis: Analysis, money: Money): Markup {
  const lines = scoreLines(analysis);
  if (lines === null) {
    return html`<section><h2>Credit score <small>none</small></h2><p>No score: ${analysis.scoresAbsentBecause ?? 'the reason is unknown'}.</p></section>`;
  }
  const byId = new Map(analysis.transactions.map((one) => [one.transaction.id, one]));
  const evidenceOf = ({ transactionIds }: ReasonLine) => transactionIds.flatMap((id) => byId.get(id) ?? []);
  return html`<section id="score"><h2>Credit score <small>${lines.creditRisk}</small></h2>
<div class="score">${gauge(lines)}${beside(lines)}</div>
<h3>What moved it</h3>${reasonTable(lines.reasons, evidenceOf, money)}
<h3>What moved the payment score</h3>${reasonTable(lines.paymentReasons, () => [], money)}
${changePart(lines)}</section>`;
}

/** A half circle filled as far as the score goes; in words for who cannot see it. */
function gauge({ credit, creditRisk }: ScoreLines): Markup {
  const [low, middle] = GAUGE_LIMITS;
  const kind = credit < low ? 'low' : credit < middle ? 'mid' : 'high';
  const arc = 'M10 100A90 90 0 0 1 190 100';
  return html`<svg class="gauge" viewBox="0 0 200 112" role="img" aria-labelledby="score-title score-desc">
<title id="score-title">Credit score</title>
<desc id="score-desc">${credit} of 1000, where 0 is risky and 1000 is safe: ${creditRisk}.</desc>
<path class="track" d="${arc}"/>
<path class="reach ${kind}" d="${arc}" pathLength="1000" stroke-dasharray="${credit} 2000"/>
<text x="100" y="88" text-anchor="middle">${credit}</text><text class="of" x="100" y="106" text-anchor="middle">of 1000</text>
</svg>`;
}

function beside({ payment, paymentRisk, indicators }: ScoreLines): Markup {
  const steps = indicators.map(
    ({ name, step, text }) =>
      html`<tr><td>${name}<small>−5 to +5</small></td><td class="amount ${step < 0 ? 'bad' : 'plain'}">${minus(text)}</td></tr>`,
  );
  return html`<table><tbody><tr><td>Payment score<small>${paymentRisk}</small></td><td class="amount">${payment} of 10</td></tr>${steps}</tbody></table>`;
}

function minus(text: string): string {
  return text.replace('-', '−');
}

function reasonTable(
  reasons: readonly ReasonLine[],
  evidenceOf: (reason: ReasonLine) => readonly EnrichedTransaction[],
  money: Money,
): Markup {
  if (reasons.length === 0) return html`<p class="soft">Nothing moved it by more than half a point.</p>`;
  const largest = Math.max(...reasons.map(({ points }) => Math.abs(points)));
  const rows = reasons.map((reason) => {
    const evidence = evidenceOf(reason);
    const row = html`<tr${evidence.length > 0 ? html` class="lead"` : null}>${reasonCells(reason, largest)}</tr>`;
    return evidence.length === 0 ? row : html`${row}${evidenceRow(evidence, money)}`;
  });
  return html`<table><thead><tr><th>Reason</th><th class="wide">Customer</th><th class="wide">Reference</th><th class="amount">Points</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function reasonCells({ name, sentence, points, value, reference }: ReasonLine, largest: number): Markup {
  const side = points < 0 ? 'loss' : 'gain';
  const width = ((100 * Math.abs(points)) / largest).toFixed(1);
  return html`<td>${name}<small>${minus(sentence)}</small><span class="bar ${side}" style="width:${width}%"></span></td>
<td class="when wide">${minus(value)}</td><td class="when wide">${reference === null ? '–' : minus(reference)}</td><td class="amount ${points < 0 ? 'bad' : 'in'}">${minus(signedText(points))}</td>`;
}

/** What would raise the score: each change alone, then those that lead to the next band. */
function changePart({ changes, nextBand }: ScoreLines): Markup | null {
  if (changes.length === 0 && nextBand === null) return null;
  const alone = changes.length === 0 ? html`<p class="soft">No single change would.</p>` : changeTable(changes);
  const together =
    nextBand === null
      ? null
      : html`<p>${nextBand.text}.</p>${nextBand.changes.length === 0 ? null : changeTable(nextBand.changes)}`;
  return html`<h3>What would raise it, each change alone</h3>${alone}${together}`;
}

function changeTable(changes: readonly ChangeLine[]): Markup {
  const rows = changes.map(
    ({ name, sentence, value, to, points }) =>
      html`<tr><td>${name}<small>${minus(sentence)}</small></td><td class="when wide">${minus(value)} → ${minus(to)}</td><td class="amount in">${signedText(points)}</td></tr>`,
  );
  return html`<table><tbody>${rows}</tbody></table>`;
}
