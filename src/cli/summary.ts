import type { Analysis } from '../domain/analysis.js';
import type { ImportProblem } from '../domain/import.js';
import { divideRoundHalfAway, type MinorUnits, sumMinor } from '../domain/money.js';
import { leaf } from '../domain/taxonomy/taxonomy.js';
import { type AffordabilityLine, affordabilityLines, forecastLines } from '../report/affordability-lines.js';
import { type FlowLine, type Overview, overviewOf, type RiskLine } from '../report/overview.js';
import {
  accountNumberText,
  accountTypeText,
  countText,
  dateText,
  EXCLUSIONS,
  moneyText,
  rhythmText,
  shareText,
} from '../report/wording.js';
import type { AnalysedFile } from './analyze-file.js';
import { printable, tableLines } from './columns.js';
import { scoreRows } from './score-summary.js';

export interface SummaryStyle {
  /** True on a terminal that shows colours. */
  readonly hasColours: boolean;
}

const BOLD = '\u001b[1m';
const RED = '\u001b[31m';
const PLAIN = '\u001b[0m';
/** Rows of a section shown; the report has all of them. */
const ROWS_MAX = 12;
const PROBLEMS_MAX = 10;

/** What a credit analyst wants to see first, as text of about 100 columns; ends in a line break. */
export function summaryOf({ file, batch, analysis, taken, merged }: AnalysedFile, style: SummaryStyle): string {
  const overview = overviewOf(analysis);
  const repeated = merged > 0 ? `, ${countText(merged, 'repeated record')} merged` : '';
  const lines = [
    heading(`${printable(file)}`, style),
    `  ${batch.format}, ${countText(taken, 'transaction')} read${repeated}, as of ${dateText(analysis.asOf)}`,
    ...accountLines(analysis),
    ...(overview === null ? errorLines(analysis, style) : overviewLines(analysis, overview, style)),
    ...warningLines(analysis, style),
    ...problemLines(batch.problems, style),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function heading(text: string, { hasColours }: SummaryStyle): string {
  return hasColours ? `${BOLD}${text}${PLAIN}` : text;
}

function section(title: string, note: string, rows: readonly string[], style: SummaryStyle): string[] {
  return ['', heading(title, style) + (note === '' ? '' : `  ${note}`), ...rows];
}

function accountLines(analysis: Analysis): string[] {
  const owners = [...new Set(analysis.accounts.flatMap(({ account }) => account.ownerNames))];
  const rows = analysis.accounts.map(({ account, excludedBy }) => [
    accountTypeText(account),
    accountNumberText(account) ?? account.name ?? 'without number',
    moneyText(account.balanceMinor, account.currency),
    `on ${dateText(account.balanceDate)}`,
    excludedBy === null ? '' : `not analysed: ${EXCLUSIONS[excludedBy]}`,
  ]);
  const names = owners.length === 0 ? [] : [`  ${printable(owners.join(', '))}`];
  return [...names, ...tableLines(rows, ['left', 'left', 'right', 'left', 'left'])];
}

function errorLines(analysis: Analysis, style: SummaryStyle): string[] {
  const { error } = analysis;
  const text = `${error?.code ?? 'INTERNAL_ERROR'}: ${error?.message ?? 'the analysis could not be made'}`;
  const rows = [`  ${style.hasColours ? RED + text + PLAIN : text}`, ...scoreRows(analysis)];
  return section('NO ANALYSIS', '', rows, style);
}

function overviewLines(analysis: Analysis, overview: Overview, style: SummaryStyle): string[] {
  const { metadata, insights } = overview;
  const money = (amountMinor: MinorUnits) => moneyText(amountMinor, analysis.currency);
  const monthly = (amountMinor: MinorUnits) => `${money(amountMinor)} a month`;
  const repaid = insights.loans.repayments;
  const months = metadata.monthsCovered.toFixed(1);
  const count = countText(metadata.transactionCount, 'transaction');
  const fixedMinor = sumMinor(overview.fixedCosts.map(({ flow }) => flow.totalMinor));
  const allowances = insights.incomes.allowancesRatio;
  const benefits = allowances !== null && allowances > 0 ? `, ${shareText(allowances)} of it benefits` : '';
  const perMonth = (totalMinor: MinorUnits) => monthly(divideRoundHalfAway(totalMinor, metadata.monthsCovered));
  return [
    `  ${dateText(metadata.firstTransactionDate)} to ${dateText(metadata.lastTransactionDate)}: ${months} months, ${count}`,
    ...section('SCORES', '', scoreRows(analysis), style),
    ...section('INCOME', monthly(insights.incomes.monthlyMinor) + benefits, flowRows(overview.incomes, money), style),
    ...section('EXPENSES', monthly(insights.expenses.monthlyMinor), [], style),
    ...section(
      'FIXED COSTS',
      fixedMinor === 0 ? '' : perMonth(fixedMinor),
      flowRows(overview.fixedCosts, money),
      style,
    ),
    ...section(
      'LOANS',
      repaid.totalMinor === 0 ? '' : `${monthly(repaid.monthlyMinor)} repaid`,
      loanRows(overview, money),
      style,
    ),
    ...section('BALANCE', '', balanceRows(overview), style),
    ...section('FORECAST', '', figureRows(forecastLines(insights, analysis.currency)), style),
    ...section('AFFORDABILITY', '', figureRows(affordabilityLines(insights, analysis.currency)), style),
    ...redFlagLines(overview, style),
    ...section('RISKS', '', riskRows(overview, money), style),
    ...section('BY CATEGORY', '', categoryRows(overview, money), style),
  ];
}

function flowRows(lines: readonly FlowLine[], money: (amountMinor: MinorUnits) => string): string[] {
  if (lines.length === 0) return ['  none found'];
  const rows = lines.slice(0, ROWS_MAX).map(({ name, paymentMinor, flow, category }) => {
    const ended = flow.status === 'ended' ? ', ended' : '';
    return [name, money(paymentMinor), rhythmText(flow) + ended, category];
  });
  const more = lines.length > ROWS_MAX ? [`  and ${lines.length - ROWS_MAX} more`] : [];
  return [...tableLines(rows, ['left', 'right', 'left', 'left']), ...more];
}

function loanRows({ loans, drawdowns }: Overview, money: (amountMinor: MinorUnits) => string): string[] {
  const rows = flowRows(loans, money);
  if (drawdowns.length === 0) return rows;
  const received = drawdowns.map(({ name, flow, lastSeen }) => [
    `received from ${name}`,
    money(flow.totalMinor),
    lastSeen === null ? '' : `last on ${dateText(lastSeen)}`,
  ]);
  return [...rows, ...tableLines(received, ['left', 'right', 'left'])];
}

function balanceRows({ balances }: Overview): string[] {
  const rows = balances.map(({ account, lowest, negativeDays, days }) => [
    accountNumberText(account) ?? account.name ?? accountTypeText(account),
    `now ${moneyText(account.balanceMinor, account.currency)}`,
    `lowest ${moneyText(lowest.balanceMinor, account.currency)} on ${dateText(lowest.date)}`,
    `${negativeDays} of ${countText(days.length, 'day')} below zero`,
  ]);
  return rows.length === 0 ? ['  unknown'] : tableLines(rows, ['left', 'left', 'left', 'left']);
}

function figureRows(lines: readonly AffordabilityLine[]): string[] {
  if (lines.length === 0) return ['  unknown: less than a month of balances'];
  return tableLines(
    lines.map(({ name, text, detail }) => (detail === null ? [name, text] : [name, text, detail])),
    ['left', 'left', 'left'],
  );
}

function redFlagLines({ insights }: Overview, style: SummaryStyle): string[] {
  const { redFlags } = insights.affordability;
  if (redFlags.length === 0) return [];
  const rows = redFlags.map(({ message }) => `  ${printable(message)}`);
  return section('QUESTIONS TO ASK', '', rows, style);
}

function riskRows({ risks, insights }: Overview, money: (amountMinor: MinorUnits) => string): string[] {
  const { days, minimumBalanceMinor } = insights.risks.overdraft;
  const overdraft =
    minimumBalanceMinor === null
      ? []
      : [['Overdraft', countText(days, 'day'), `down to ${money(minimumBalanceMinor)}`]];
  const rows = risks.map(({ name, count, totalMinor }: RiskLine) => [
    name,
    `${count} time${count === 1 ? '' : 's'}`,
    money(totalMinor),
  ]);
  if (overdraft.length + rows.length === 0) {
    return ['  none found: no overdraft, rejected payment, seizure, incident fee, gambling or wage advance'];
  }
  return tableLines([...overdraft, ...rows], ['left', 'right', 'right']);
}

function categoryRows(overview: Overview, money: (amountMinor: MinorUnits) => string): string[] {
  const groups = [...overview.incomeCategories, ...overview.expenseCategories];
  if (groups.length === 0) return ['  none'];
  const rows = groups.map(({ category, totalMinor, monthlyMinor, transactionIds }) => [
    leaf(category).labels.en,
    money(totalMinor),
    `${money(monthlyMinor)} a month`,
    countText(transactionIds.length, 'transaction'),
  ]);
  return tableLines(rows, ['left', 'right', 'right', 'right']);
}

function warningLines({ warnings }: Analysis, style: SummaryStyle): string[] {
  if (warnings.length === 0) return [];
  return section(
    'MIND THE DATA',
    '',
    warnings.map(({ message }) => `  ${printable(message)}`),
    style,
  );
}

function problemLines(problems: readonly ImportProblem[], style: SummaryStyle): string[] {
  if (problems.length === 0) return [];
  const rows = problems.slice(0, PROBLEMS_MAX).map(({ path, message }) => `  ${path} ${message}`);
  const more = problems.length > PROBLEMS_MAX ? [`  and ${problems.length - PROBLEMS_MAX} more`] : [];
  return section('NOT READ', countText(problems.length, 'record'), [...rows, ...more], style);
}
