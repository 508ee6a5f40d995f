import type { Analysis } from '../domain/analysis.js';
import type { ImportProblem } from '../domain/import.js';
import { affordabilitySection, forecastSection, redFlagSection } from './affordability-section.js';
import { balanceChart } from './chart.js';
import { html, Markup } from './markup.js';
import { type Overview, overviewOf } from './overview.js';
import { scoreSection } from './score-section.js';
import {
  categorySection,
  counterpartySection,
  fixedCostSection,
  incomeSection,
  keyFigures,
  loanSection,
  moneyIn,
  riskSection,
  transactionSection,
} from './sections.js';
import { STYLE } from './style.js';
import { accountNumberText, accountTypeText, countText, dateText, EXCLUSIONS, moneyText } from './wording.js';

export interface ReportOptions {
  /** Heading of the page: usually the customer's name. */
  readonly title: string;
  readonly language: 'en';
  /** Records of the source that could not be read; none when left out. */
  readonly problems?: readonly ImportProblem[];
}

/** Problems named one by one; a broken export can have as many as it has lines. */
const PROBLEMS_MAX = 20;

/**
 * The analysis as one self-contained HTML page: no scripts and no requests, readable on a phone, on a desk and on paper.
 * All text from the bank is escaped. The same analysis and options give the same bytes.
 */
export function renderReport(analysis: Analysis, options: ReportOptions): string {
  const overview = overviewOf(analysis);
  const page = html`<!doctype html>
<html lang="${options.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${options.title} · credit report</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${topOf(analysis, overview, options)}
<main>
${overview === null ? [errorSection(analysis), scoreSection(analysis, moneyIn(analysis))] : overviewSections(analysis, overview)}
${warningSection(analysis, options)}
${transactionSection(analysis)}
</main>
${footerOf(analysis)}
</body>
</html>
`;
  return page.text;
}

function topOf(analysis: Analysis, overview: Overview | null, { title }: ReportOptions): Markup {
  const owners = [...new Set(analysis.accounts.flatMap(({ account }) => account.ownerNames))].filter(
    (name) => name !== title,
  );
  const period =
    overview === null
      ? html`<p class="soft">As of ${dateText(analysis.asOf)}</p>`
      : html`<p class="soft">${dateText(overview.metadata.firstTransactionDate)} to ${dateText(overview.metadata.lastTransactionDate)} · ${overview.metadata.monthsCovered.toFixed(1)} months · ${countText(overview.metadata.transactionCount, 'transaction')} · as of ${dateText(analysis.asOf)}</p>`;
  const rows = analysis.accounts.map(({ account, excludedBy }) => {
    const names = [account.name, account.bank?.name ?? null, accountNumberText(account)].filter(
      (name) => name !== null,
    );
    const excluded =
      excludedBy === null ? null : html`<small class="bad">not analysed: ${EXCLUSIONS[excludedBy]}</small>`;
    return html`<tr><td>${accountTypeText(account)}<small>${names.join(' · ')}</small>${excluded}</td>
<td class="amount">${moneyText(account.balanceMinor, account.currency).replace('-', '−')}<small>on ${dateText(account.balanceDate)}</small></td></tr>`;
  });
  return html`<header class="top"><h1>${title}</h1>
${owners.length === 0 ? null : html`<p>${owners.join(', ')}</p>`}${period}
<section><h2>Accounts</h2>${rows.length === 0 ? html`<p class="soft">None.</p>` : html`<table><tbody>${rows}</tbody></table>`}</section></header>`;
}

function errorSection({ error }: Analysis): Markup {
  return html`<section class="problem"><h2>No analysis could be made</h2><p>${error?.message ?? 'The reason is unknown.'}</p><p class="soft">${error?.code ?? ''}</p></section>`;
}

function overviewSections(analysis: Analysis, overview: Overview): (Markup | null)[] {
  const money = moneyIn(analysis);
  const charts = overview.balances.map((line, index) => {
    const name = overview.balances.length > 1 ? (accountNumberText(line.account) ?? line.account.name) : null;
    const lowest = moneyText(line.lowest.balanceMinor, line.account.currency).replace('-', '−');
    return html`<section><h2>Balance <small>${name === null ? null : `${name}: `}lowest ${lowest} on ${dateText(line.lowest.date)}</small></h2>${balanceChart(line, `balance-${index}`)}</section>`;
  });
  return [
    scoreSection(analysis, money),
    keyFigures(overview, money),
    redFlagSection(overview, analysis, money),
    ...charts,
    forecastSection(overview, analysis),
    affordabilitySection(overview, analysis),
    riskSection(overview, money),
    incomeSection(overview, money),
    fixedCostSection(overview, money),
    loanSection(overview, money),
    categorySection(overview, money),
    counterpartySection(analysis, money),
  ];
}

function warningSection({ warnings }: Analysis, { problems = [] }: ReportOptions): Markup | null {
  if (warnings.length + problems.length === 0) return null;
  const more = problems.length > PROBLEMS_MAX ? [html`<li>and ${problems.length - PROBLEMS_MAX} more</li>`] : [];
  const unread = problems
    .slice(0, PROBLEMS_MAX)
    .map(({ path, message }) => html`<li>Not read: ${path} ${message}</li>`);
  return html`<section class="notice"><h2>Mind the data</h2><ul>${warnings.map(({ message }) => html`<li>${message}</li>`)}${unread}${more}</ul></section>`;
}

function footerOf(analysis: Analysis): Markup {
  return html`<footer><p>Unknown is written as unknown, never as zero.</p>
<p>Saldo engine ${analysis.engineVersion} · reference data ${analysis.referenceHash} · as of ${analysis.asOf}</p></footer>`;
}
