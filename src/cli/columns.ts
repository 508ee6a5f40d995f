export type Alignment = 'left' | 'right';

/** Widest cell printed whole: longer names are cut, so that amounts stay in sight on a terminal of 100 columns. */
const CELL_WIDTH_MAX = 44;

function shorten(text: string): string {
  return text.length <= CELL_WIDTH_MAX ? text : `${text.slice(0, CELL_WIDTH_MAX - 1)}…`;
}

/** Lines of a table whose columns are as wide as their widest cell; two spaces before each line and between columns. */
export function tableLines(rows: readonly (readonly string[])[], alignments: readonly Alignment[]): string[] {
  const cells = rows.map((row) => row.map((cell) => shorten(printable(cell))));
  const widths = alignments.map((_, column) => Math.max(0, ...cells.map((row) => (row[column] ?? '').length)));
  return cells.map((row) => {
    const padded = alignments.map((alignment, column) => {
      const [cell, width] = [row[column] ?? '', widths[column] ?? 0];
      return alignment === 'right' ? cell.padStart(width) : cell.padEnd(width);
    });
    return `  ${padded.join('  ')}`.trimEnd();
  });
}

/** Bank text without the control characters that could move a terminal's cursor or change its colours. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
}
