import type { Analysis } from '../domain/analysis.js';
import type { Forecast, ForecastDay } from '../domain/forecast.js';
import { frame, HEIGHT, type Scale, scaleOf, WIDTH, yOf } from './chart.js';
import { html, type Markup } from './markup.js';
import { dateText, moneyText } from './wording.js';

/** The expected balance with its band, day by day, in the same manner as the balances of the past. */
export function forecastChart(forecast: Forecast, { currency }: Pick<Analysis, 'currency'>): Markup {
  const { days } = forecast;
  const bounds = days.flatMap(({ date, lowMinor, highMinor }) => [
    { date, balanceMinor: lowMinor },
    { date, balanceMinor: highMinor },
  ]);
  const scale = scaleOf(bounds, currency);
  const last = days.at(-1);
  const money = (minor: number) => moneyText(minor, currency);
  const description = last
    ? `From ${dateText(forecast.from)}, ${money(forecast.fromBalanceMinor)}, to ${dateText(last.date)}: ` +
      `${money(last.middleMinor)} expected, four in five cases between ${money(last.lowMinor)} and ${money(last.highMinor)}.`
    : '';
  const drawing = html`<path class="band" d="${bandPath(days, scale)}"/>
<path class="line" d="${pointsOf(days, scale, ({ middleMinor }) => middleMinor)}"/>`;
  return frame({ id: 'forecast', title: 'Expected balance, day by day', description, days, scale, currency }, drawing);
}

function xOf(index: number, count: number): string {
  return (((index + 0.5) * WIDTH) / count).toFixed(2);
}

function pointsOf(days: readonly ForecastDay[], scale: Scale, of: (day: ForecastDay) => number): string {
  return days
    .map((day, index) => `${index === 0 ? 'M' : 'L'}${xOf(index, days.length)} ${yOf(of(day), scale).toFixed(2)}`)
    .join('');
}

/** Along the upper bound and back along the lower one. */
function bandPath(days: readonly ForecastDay[], scale: Scale): string {
  const upper = pointsOf(days, scale, ({ highMinor }) => highMinor);
  const lower = days
    .map(({ lowMinor }, index) => `L${xOf(index, days.length)} ${Math.min(HEIGHT, yOf(lowMinor, scale)).toFixed(2)}`)
    .reverse()
    .join('');
  return `${upper}${lower}Z`;
}
