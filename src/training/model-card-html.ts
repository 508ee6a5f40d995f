import { logOddsOfProbability, type ScoredOutcome } from './measures.js';
import { type CardPart, cardParts } from './model-card.js';
import type { Trained } from './train.js';

const [WIDTH, HEIGHT, MARGIN] = [360, 260, 40];
const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2430}' +
  'table{border-collapse:collapse;margin:1rem 0}td,th{padding:.25rem .75rem;border-bottom:1px solid #d5dbe3;text-align:right}' +
  'td:first-child,th:first-child{text-align:left}svg{margin:.5rem 1rem .5rem 0}svg text{font-size:11px;fill:#4a5565}';

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A plane from (0, 0) to (1, 1) with a drawing on it; `x` and `y` are shares. */
function plane(title: string, labels: readonly [string, string], drawing: string): string {
  const [right, bottom] = [WIDTH - 10, HEIGHT - MARGIN];
  return (
    `<svg role="img" aria-label="${escaped(title)}" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">` +
    `<text x="${MARGIN}" y="14">${escaped(title)}</text>` +
    `<path d="M${MARGIN} 24V${bottom}H${right}" fill="none" stroke="#8a94a3"/>${drawing}` +
    `<text x="${(MARGIN + right) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escaped(labels[0])}</text>` +
    `<text x="12" y="${bottom / 2}" transform="rotate(-90 12 ${bottom / 2})" text-anchor="middle">${escaped(labels[1])}</text></svg>`
  );
}

function at(x: number, y: number): string {
  const left = MARGIN + x * (WIDTH - 10 - MARGIN);
  const top = HEIGHT - MARGIN - y * (HEIGHT - MARGIN - 24);
  return `${left.toFixed(1)} ${top.toFixed(1)}`;
}

function line(points: readonly (readonly [number, number])[], colour: string, dash = ''): string {
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${at(x, y)}`).join('');
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}/>`;
}

function rocPlot(cases: readonly ScoredOutcome[]): string {
  const sorted = [...cases].sort((a, b) => b.probability - a.probability);
  const bad = sorted.filter(({ isBad }) => isBad).length || 1;
  const good = sorted.length - bad || 1;
  let [x, y] = [0, 0];
  const points: [number, number][] = [[0, 0]];
  for (const { isBad } of sorted) {
    if (isBad) y += 1 / bad;
    else x += 1 / good;
    points.push([x, y]);
  }
  const drawing =
    line(
      [
        [0, 0],
        [1, 1],
      ],
      '#b9c1cc',
      '4 4',
    ) + line(points, '#1f5fbf');
  return plane('Receiver operating characteristic', ['share of goods above', 'share of bads above'], drawing);
}

const BANDS = 12;

function distributionPlot(cases: readonly ScoredOutcome[]): string {
  const odds = cases.map(({ probability }) => -logOddsOfProbability(probability));
  const [low, high] = [Math.min(...odds), Math.max(...odds)];
  const bandOf = (value: number) => Math.min(BANDS - 1, Math.floor((BANDS * (value - low)) / (high - low || 1)));
  const shares = (isBad: boolean) => {
    const own = odds.filter((_, index) => cases[index]?.isBad === isBad).map(bandOf);
    return Array.from({ length: BANDS }, (_, band) => own.filter((value) => value === band).length / (own.length || 1));
  };
  const curve = (isBad: boolean) => shares(isBad).map((share, band): [number, number] => [(band + 0.5) / BANDS, share]);
  const drawing = line(curve(false), '#2e8b57') + line(curve(true), '#c0392b');
  return plane('Goods (green) and bads (red) by log odds', ['risky → safe', 'share'], drawing);
}

function calibrationPlot(bands: readonly { readonly meanProbability: number; readonly badRate: number }[]): string {
  const top = Math.max(0.01, ...bands.flatMap(({ meanProbability, badRate }) => [meanProbability, badRate]));
  const points = bands.map(({ meanProbability, badRate }): [number, number] => [meanProbability / top, badRate / top]);
  const drawing =
    line(
      [
        [0, 0],
        [1, 1],
      ],
      '#b9c1cc',
      '4 4',
    ) + line(points, '#1f5fbf');
  return plane(`Calibration, 0 to ${(100 * top).toFixed(0)} %`, ['predicted', 'observed'], drawing);
}

function plotOf(name: 'roc' | 'distribution' | 'calibration', { report }: Trained): string {
  if (name === 'roc') return rocPlot(report.crossValidated.predictions);
  if (name === 'distribution') return distributionPlot(report.crossValidated.predictions);
  return calibrationPlot(report.crossValidated.calibration);
}

function htmlOf(part: CardPart, trained: Trained): string {
  if (part.kind === 'heading') return `<h${part.level}>${escaped(part.text)}</h${part.level}>`;
  if (part.kind === 'text') return `<p>${escaped(part.text)}</p>`;
  if (part.kind === 'plot') return plotOf(part.name, trained);
  const row = (cells: readonly string[], tag: 'td' | 'th') =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${row(part.head, 'th')}${part.rows.map((cells) => row(cells, 'td')).join('')}</table>`;
}

/** The model card as one HTML page without scripts or outside resources, plots included. */
export function modelCardHtml(trained: Trained): string {
  const title = escaped(`Model card: ${trained.scorecard.name} ${trained.scorecard.version}`);
  const body = cardParts(trained)
    .map((part) => htmlOf(part, trained))
    .join('\n');
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body>\n${body}\n</body></html>\n`
  );
}
