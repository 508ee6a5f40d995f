import type { Analysis, CategoryGroup, EnrichedTransaction } from '../domain/analysis.js';
import { divideRoundHalfAway, type MinorUnits, sumMinor } from '../domain/money.js';
import { leaf } from '../domain/taxonomy/taxonomy.js';
import { html, type Markup } from './markup.js';
import { type CounterpartyLine, type FlowLine, type Overview, topCounterparties } from './overview.js';
import { countText, dateText, moneyText, rhythmText, shareText } from './wording.js';

/** Counterparties shown in each direction. */
const COUNTERPARTIES_MAX = 8;

type Money = (amountMinor: MinorUnits) => Markup;

/** Writes amounts of the analysis' currency, with a real minus sign; credits stand out. */
export function moneyIn({ currency }: Pick<Analysis, 'currency'>): Money {
  return (amountMinor) => {
    const text = moneyText(amountMinor, currency).replace('-', '−');
    return amountMinor > 0 ? html`<span class="in">${text}</span>` : html`${text}`;
  };
}

function section(title: string, note: Markup | string | null, body: Markup | readonly Markup[]): Markup {
  return html`<section><h2>${title}${note === null ? null : html` <small>${note}</small>`}</h2>${body}</section>`;
}

const NONE_FOUND = html`<p class="soft">None found.</p>`;

/** The figures a decision starts from. */
export function keyFigures({ insights, balances }: Overview, money: Money): Markup {
  const { incomes, expenses, loans, risks } = insights;
  const lowest = balances
    .map((line) => line.lowest.balanceMinor)
    .reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER);
  const figures: [string, Markup | string][] = [
    ['income a month', money(incomes.monthlyMinor)],
    ['expenses a month, loans included', money(expenses.monthlyMinor)],
    ['left each month', money(sumMinor([incomes.monthlyMinor, expenses.monthlyMinor]))],
    ['loan repayments a month', loans.repayments.totalMinor === 0 ? 'none' : money(loans.repayments.monthlyMinor)],
    ['lowest balance', balances.length === 0 ? 'unknown' : money(lowest)],
    ['days below zero', String(risks.overdraft.days)],
  ];
  return html`<div class="figures">${figures.map(([name, figure]) => html`<div class="figure"><b>${figure}</b><span>${name}</span></div>`)}</div>`;
}

/** Regular and repeated incomes, with when they fall. */
export function incomeSection({ incomes, insights }: Overview, money: Money): Markup {
  const { monthlyMinor, allowancesRatio, employers } = insights.incomes;
  const from =
    employers.length === 0
      ? null
      : html`<p class="soft">Employers: ${employers.map(({ name }) => name).join(', ')}</p>`;
  const benefits = allowancesRatio ? `, ${shareText(allowancesRatio)} benefits` : '';
  return section('Income', html`${money(monthlyMinor)} a month${benefits}`, [
    flowTable(incomes, money),
    ...(from ? [from] : []),
  ]);
}

/** Housing, insurance, telecom, subscriptions. */
export function fixedCostSection({ fixedCosts, metadata }: Overview, money: Money): Markup {
  const totalMinor = sumMinor(fixedCosts.map(({ flow }) => flow.totalMinor));
  const monthlyMinor = divideRoundHalfAway(totalMinor, metadata.monthsCovered);
  const note = fixedCosts.length === 0 ? null : html`${money(monthlyMinor)} a month`;
  return section('Fixed costs', note, flowTable(fixedCosts, money));
}

/** Money repaid to and received from lenders, a cash flow each. */
export function loanSection({ loans, drawdowns, insights }: Overview, money: Money): Markup {
  const received = drawdowns.length === 0 ? [] : [html`<h3>Received from lenders</h3>`, flowTable(drawdowns, money)];
  const { totalMinor, monthlyMinor } = insights.loans.repayments;
  const note = totalMinor === 0 ? null : html`${money(monthlyMinor)} a month repaid`;
  return section('Loans', note, [flowTable(loans, money), ...received]);
}

function flowTable(lines: readonly FlowLine[], money: Money): Markup {
  if (lines.length === 0) return NONE_FOUND;
  return html`<table><thead><tr><th>Who</th><th class="wide">Last seen</th><th class="wide">Next</th><th class="amount">Payment</th></tr></thead><tbody>
${lines.map((line) => flowRow(line, money))}</tbody></table>`;
}

function flowRow({ name, category, flow, paymentMinor, lastSeen, transactions }: FlowLine, money: Money): Markup {
  const next = flow.status === 'ended' ? 'ended' : flow.next === null ? 'unknown' : dateText(flow.next.date);
  const rejected =
    flow.rejectedTotalMinor === 0
      ? null
      : html` · <span class="bad">rejected: ${money(flow.rejectedTotalMinor)}</span>`;
  return html`<tr class="lead"><td>${name}<small>${category} · ${rhythmText(flow)}${rejected}</small></td>
<td class="when wide">${lastSeen === null ? 'unknown' : dateText(lastSeen)}</td><td class="when wide">${next}</td><td class="amount">${money(paymentMinor)}</td></tr>
${evidenceRow(transactions, money)}`;
}

/** The transactions behind the row above, folded away, over the table's whole width. */
export function evidenceRow(transactions: readonly EnrichedTransaction[], money: Money): Markup {
  const row = ({ transaction }: EnrichedTransaction) =>
    html`<tr><td>${transaction.description}<small>${dateText(transaction.date)}</small></td><td class="amount">${money(transaction.amountMinor)}</td></tr>`;
  return html`<tr><td colspan="4"><details><summary>${countText(transactions.length, 'transaction')}</summary><table><tbody>${transactions.map(row)}</tbody></table></details></td></tr>`;
}

/** Incidents with the transactions that prove them. */
export function riskSection({ risks, insights }: Overview, money: Money): Markup {
  const { days, minimumBalanceMinor } = insights.risks.overdraft;
  const overdraft =
    minimumBalanceMinor === null
      ? []
      : [
          html`<tr><td>Overdraft<small>${countText(days, 'day')} below zero</small></td><td class="amount bad">${money(minimumBalanceMinor)}</td></tr>`,
        ];
  const rows = risks.map(
    ({ name, totalMinor, transactions }) =>
      html`<tr class="lead"><td>${name}</td><td class="amount">${money(totalMinor)}</td></tr>${evidenceRow(transactions, money)}`,
  );
  const all = [...overdraft, ...rows];
  if (all.length > 0) return section('Risks', null, html`<table><tbody>${all}</tbody></table>`);
  return section(
    'Risks',
    null,
    html`<p>None found: no overdraft, rejected payment, seizure, incident fee, gambling or wage advance.</p>`,
  );
}

/** Who gives and who takes most. */
export function counterpartySection(analysis: Analysis, money: Money): Markup {
  const column = (title: string, lines: readonly CounterpartyLine[]) =>
    html`<div><h3>${title}</h3>${
      lines.length === 0
        ? NONE_FOUND
        : html`<table><tbody>${lines.map(({ name, totalMinor, count }) => html`<tr><td>${name}<small>${countText(count, 'transaction')}</small></td><td class="amount">${money(totalMinor)}</td></tr>`)}</tbody></table>`
    }</div>`;
  const [received, paid] = (['in', 'out'] as const).map((direction) =>
    topCounterparties(analysis, direction, COUNTERPARTIES_MAX),
  );
  return section(
    'Top counterparties',
    null,
    html`<div class="columns">${column('Money in', received ?? [])}${column('Money out', paid ?? [])}</div>`,
  );
}

/** Spending by category, each with a bar as long as its share of the largest. */
export function categorySection({ expenseCategories, insights }: Overview, money: Money): Markup {
  const note = html`${money(insights.expenses.monthlyMinor)} a month`;
  if (expenseCategories.length === 0) return section('Spending by category', note, NONE_FOUND);
  const largest = Math.max(1, ...expenseCategories.map(({ totalMinor }) => Math.abs(totalMinor)));
  const row = ({
    category,
    totalMinor,
    monthlyMinor,
    transactionIds,
  }: CategoryGroup) => html`<tr><td>${leaf(category).labels.en}<span class="bar" style="width:${((Math.abs(totalMinor) / largest) * 100).toFixed(1)}%"></span></td>
<td class="when wide">${countText(transactionIds.length, 'transaction')}</td><td class="amount">${money(monthlyMinor)}<small>a month</small></td><td class="amount wide">${money(totalMinor)}<small>in all</small></td></tr>`;
  return section('Spending by category', note, html`<table><tbody>${expenseCategories.map(row)}</tbody></table>`);
}

const NOT_COUNTED: Readonly<Record<string, string>> = {
  coming: 'announced, not booked',
  future: 'after the day of the analysis',
  account_not_analysed: 'account not analysed',
  other_currency: 'other currency',
};

/** Every transaction, newest first, folded away. */
export function transactionSection({ transactions }: Analysis): Markup {
  const row = ({ transaction, enrichment, notAnalysed }: EnrichedTransaction) => {
    const money = moneyIn(transaction);
    const marks = [
      dateText(transaction.date),
      leaf(enrichment.category).labels.en,
      enrichment.isRejected ? 'rejected' : null,
      enrichment.isInternal ? 'between own accounts' : null,
      notAnalysed === null ? null : `not counted: ${NOT_COUNTED[notAnalysed] ?? notAnalysed}`,
    ].filter((mark) => mark !== null);
    return html`<tr><td>${transaction.description}<small>${marks.join(' · ')}</small></td><td class="amount">${money(transaction.amountMinor)}</td></tr>`;
  };
  return html`<section class="long"><h2>Transactions <small>${transactions.length}</small></h2><details><summary>Show all, newest first</summary>
<table><tbody>${transactions.toReversed().map(row)}</tbody></table></details></section>`;
}
