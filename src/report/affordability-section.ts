import type { Analysis, EnrichedTransaction } from '../domain/analysis.js';
import type { MinorUnits } from '../domain/money.js';
import { type AffordabilityLine, affordabilityLines, forecastLines } from './affordability-lines.js';
import { forecastChart } from './forecast-chart.js';
import { html, type Markup } from './markup.js';
import type { Overview } from './overview.js';
import { evidenceRow } from './sections.js';
import { dateText } from './wording.js';

function rowsOf(lines: readonly AffordabilityLine[]): Markup[] {
  return lines.map(({ name, text, detail, amountMinor }) => {
    const isBad = amountMinor !== null && amountMinor < 0 && name.startsWith('Left');
    return html`<tr><td>${name}</td><td class="${isBad ? 'bad' : 'plain'}">${text.replaceAll('-', '−')}${detail === null ? null : html`<small>${detail.replaceAll('-', '−')}</small>`}</td></tr>`;
  });
}

/** Figures of what the customer can afford, each known or with the reason why not. */
export function affordabilitySection({ insights }: Overview, { currency }: Analysis): Markup {
  return html`<section><h2>Affordability</h2><table><tbody>${rowsOf(affordabilityLines(insights, currency))}</tbody></table></section>`;
}

/** What a lender will ask about, with the transactions that prove it. */
export function redFlagSection(
  { insights }: Overview,
  { transactions }: Analysis,
  money: (amountMinor: MinorUnits) => Markup,
): Markup | null {
  const { redFlags } = insights.affordability;
  if (redFlags.length === 0) return null;
  const byId = new Map(transactions.map((one) => [one.transaction.id, one]));
  const rows = redFlags.map(({ message, transactionIds }) => {
    const evidence: EnrichedTransaction[] = transactionIds.flatMap((id) => byId.get(id) ?? []);
    if (evidence.length === 0) return html`<tr><td>${message}</td></tr>`;
    return html`<tr class="lead"><td>${message}</td></tr>${evidenceRow(evidence, money)}`;
  });
  return html`<section><h2>Questions to ask <small>${redFlags.length}</small></h2><table><tbody>${rows}</tbody></table></section>`;
}

/** The expected balance, drawn and in words; nothing where the history is too short for a forecast. */
export function forecastSection({ insights }: Overview, analysis: Analysis): Markup | null {
  const { forecast } = insights;
  if (forecast === null) return null;
  const note =
    forecast.negativeFrom === null
      ? 'not expected below zero'
      : `expected below zero on ${dateText(forecast.negativeFrom)}`;
  return html`<section><h2>Forecast <small>${note}</small></h2>${forecastChart(forecast, analysis)}
<table><tbody>${rowsOf(forecastLines(insights, analysis.currency))}</tbody></table></section>`;
}
