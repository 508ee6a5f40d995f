import type { DailyBalance } from '../domain/analysis.js';
import { type CalendarDate, dayOfMonth, monthOf } from '../domain/calendar-date.js';
import { type CurrencyCode, type MinorUnits, minorOfUnits } from '../domain/money.js';
import { html, type Markup } from './markup.js';
import type { BalanceLine } from './overview.js';
import { dateText, moneyText, monthText } from './wording.js';

/** Drawing units of the plot. It is stretched to the page, so lines keep their width and labels stand outside of it. */
export const WIDTH = 1_000;
export const HEIGHT = 300;
const TICKS_WANTED = 5;
/** More month labels than this run into each other on a phone. */
const MONTH_LABELS_MAX = 7;

/** Amounts from the bottom to the top of a drawing. */
export interface Scale {
  readonly minMinor: MinorUnits;
  readonly maxMinor: MinorUnits;
  readonly ticks: readonly MinorUnits[];
}

/** A round step (1, 2 or 5 times a power of ten units) that cuts the span into about the wanted number of parts. */
function stepOf(spanMinor: number, unitMinor: number): number {
  const rough = Math.max(spanMinor / TICKS_WANTED, unitMinor);
  const power = 10 ** Math.floor(Math.log10(rough / unitMinor)) * unitMinor;
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? rough;
}

/** A scale with round ticks that holds all the balances, and zero. */
export function scaleOf(days: readonly DailyBalance[], currency: CurrencyCode): Scale {
  const balances = days.map(({ balanceMinor }) => balanceMinor);
  const lowest = balances.reduce((a, b) => Math.min(a, b), 0);
  const highest = balances.reduce((a, b) => Math.max(a, b), 0);
  const step = stepOf(highest - lowest, minorOfUnits(1, currency));
  const [from, to] = [Math.floor(lowest / step), Math.max(Math.ceil(highest / step), Math.floor(lowest / step) + 1)];
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step);
  return { minMinor: from * step, maxMinor: to * step, ticks };
}

/** Where an amount stands, from the top. */
export function yOf(balanceMinor: MinorUnits, { minMinor, maxMinor }: Scale): number {
  return ((maxMinor - balanceMinor) / (maxMinor - minMinor)) * HEIGHT;
}

/** A balance holds until the end of its day, so the line runs in steps, one day wide each. */
function linePath(days: readonly DailyBalance[], scale: Scale): string {
  const dayWidth = WIDTH / days.length;
  return days
    .map(({ balanceMinor }, index) => {
      const [x, y] = [(index * dayWidth).toFixed(2), yOf(balanceMinor, scale).toFixed(2)];
      return `${index === 0 ? `M${x} ${y}` : `V${y}`}H${((index + 1) * dayWidth).toFixed(2)}`;
    })
    .join('');
}

/** The daily balances of one account as a drawing that a screen reader can read out and a printer can print. */
export function balanceChart({ account, days, lowest, negativeDays }: BalanceLine, id: string): Markup {
  const scale = scaleOf(days, account.currency);
  const line = linePath(days, scale);
  const zero = yOf(0, scale).toFixed(2);
  const area = `${line}V${zero}H0Z`;
  const money = (amountMinor: MinorUnits) => moneyText(amountMinor, account.currency);
  const [first, last] = [days[0], days.at(-1)];
  const description =
    `From ${first ? dateText(first.date) : ''} to ${last ? dateText(last.date) : ''} the end-of-day balance went from ` +
    `${money(first?.balanceMinor ?? 0)} to ${money(last?.balanceMinor ?? 0)}. Lowest: ${money(lowest.balanceMinor)} on ` +
    `${dateText(lowest.date)}. ${negativeDays} of ${days.length} days ended below zero.`;
  const drawing = html`<defs>
<clipPath id="${id}-above"><rect x="0" y="0" width="${WIDTH}" height="${zero}"/></clipPath>
<clipPath id="${id}-below"><rect x="0" y="${zero}" width="${WIDTH}" height="${HEIGHT}"/></clipPath>
</defs>
<path class="credit" clip-path="url(#${id}-above)" d="${area}"/>
<path class="debit" clip-path="url(#${id}-below)" d="${area}"/>
<path class="line" d="${line}"/>`;
  const { currency } = account;
  return frame(
    { id, title: 'Balance, day by day', description, days, scale, currency },
    drawing,
    lowestMark(days, lowest, scale),
  );
}

/** What every chart has: a name, a description for who cannot see it, days from left to right and amounts from bottom to top. */
export interface Frame {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly days: readonly { readonly date: CalendarDate }[];
  readonly scale: Scale;
  readonly currency: CurrencyCode;
}

/** A drawing inside its frame; marks are laid over it. */
export function frame(
  { id, title, description, days, scale, currency }: Frame,
  drawing: Markup,
  marks: Markup | null = null,
): Markup {
  return html`<div class="chart">
<div class="plot">
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${title}</title>
<desc id="${id}-desc">${description}</desc>
${scale.ticks.map((tick) => gridLine(yOf(tick, scale), tick === 0))}
${monthStarts(days).map(({ x }) => html`<line class="month" x1="${x}" x2="${x}" y1="0" y2="${HEIGHT}"/>`)}
${drawing}
</svg>
${scale.ticks.map((tick) => html`<span class="y" style="top:${percent(yOf(tick, scale) / HEIGHT)}">${tickText(tick, currency)}</span>`)}
${monthLabels(days)}
${marks}
</div>
</div>`;
}

function gridLine(y: number, isZero: boolean): Markup {
  return html`<line class="${isZero ? 'zero' : 'grid'}" x1="0" x2="${WIDTH}" y1="${y.toFixed(2)}" y2="${y.toFixed(2)}"/>`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** Ticks are whole units, so their decimals say nothing. */
function tickText(tick: MinorUnits, currency: CurrencyCode): string {
  return moneyText(tick, currency)
    .replace(/\.0+(?=$| )/, '')
    .replace('-', '−');
}

function monthStarts(days: Frame['days']): { x: string; share: number; date: CalendarDate }[] {
  return days.flatMap(({ date }, index) => {
    const share = index / days.length;
    return dayOfMonth(date) === 1 ? [{ x: (share * WIDTH).toFixed(2), share, date }] : [];
  });
}

function monthLabels(days: Frame['days']): Markup[] {
  const starts = monthStarts(days);
  const every = Math.ceil(starts.length / MONTH_LABELS_MAX);
  return starts
    .filter((_, index) => index % every === 0)
    .map(({ share, date }) => html`<span class="x" style="left:${percent(share)}">${monthText(monthOf(date))}</span>`);
}

function lowestMark(days: readonly DailyBalance[], lowest: DailyBalance, scale: Scale): Markup {
  const share = (days.indexOf(lowest) + 0.5) / days.length;
  const top = percent(yOf(lowest.balanceMinor, scale) / HEIGHT);
  return html`<span class="lowest" style="left:${percent(share)};top:${top}"></span>`;
}
