/** The page's whole appearance: system fonts, no requests, light and dark, phone, desk and paper. */
export const STYLE = `
:root { color-scheme: light dark; --page: #f6f5f1; --card: #ffffff; --ink: #1d2327; --soft: #5b656d; --line: #e2e0d8;
  --credit: #1c7a52; --credit-fill: #1c7a5222; --debit: #b3261e; --debit-fill: #b3261e33; --accent: #24557a; --bar: #24557a; --warn: #fff4d6; --warn-ink: #6b4b00; --middling: #c08a1e; }
@media (prefers-color-scheme: dark) { :root { --page: #14181b; --card: #1d2327; --ink: #e8eaeb; --soft: #a2adb5; --line: #333c42;
  --credit: #5fce9c; --credit-fill: #5fce9c26; --debit: #ff8a80; --debit-fill: #ff8a8040; --accent: #8fc1e8; --bar: #5b93bd; --warn: #3a3013; --warn-ink: #ffdf94; --middling: #e0b050; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header.top { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 0; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
h2 small { font-size: .95rem; font-weight: 400; color: var(--soft); }
h3 { font-size: .95rem; margin: 1rem 0 .25rem; color: var(--soft); font-weight: 600; }
p { margin: .25rem 0; }
.soft { color: var(--soft); }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; margin: 1rem 0; }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: .75rem; margin: 1rem 0; }
.figure { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: .75rem 1rem; }
.figure b { display: block; font-size: 1.35rem; line-height: 1.25; font-variant-numeric: tabular-nums; white-space: nowrap; }
.figure > span { display: block; font-size: .85rem; color: var(--soft); }
table { width: 100%; border-collapse: collapse; font-size: .95rem; }
th { text-align: left; font-weight: 500; font-size: .8rem; color: var(--soft); padding: .25rem .5rem .25rem 0; border-bottom: 1px solid var(--line); }
td { padding: .4rem .5rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
tr:last-child > td, tr.lead > td { border-bottom: 0; } tr.lead > td { padding-bottom: 0; } tr.lead + tr > td { padding-top: 0; }
td small { display: block; color: var(--soft); font-size: .82rem; }
.amount { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; padding-right: 0; padding-left: .75rem; }
.when { white-space: nowrap; color: var(--soft); font-variant-numeric: tabular-nums; }
.in { color: var(--credit); } .bad { color: var(--debit); }
.chart { padding: .75rem 0 1.5rem 4.5rem; }
.plot { position: relative; height: 15rem; }
.plot svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.plot line, .plot path { vector-effect: non-scaling-stroke; }
.grid { stroke: var(--line); } .month { stroke: var(--line); stroke-dasharray: 2 4; } .zero { stroke: var(--ink); stroke-width: 1.25; }
.credit { fill: var(--credit-fill); } .debit { fill: var(--debit-fill); }
.band { fill: var(--accent); opacity: .18; }
.line { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; }
.y, .x { position: absolute; font-size: .75rem; color: var(--soft); white-space: nowrap; font-variant-numeric: tabular-nums; }
.y { right: 100%; padding-right: .5rem; transform: translateY(-50%); }
.x { top: 100%; padding-top: .35rem; padding-left: .2rem; }
.lowest { position: absolute; width: .6rem; height: .6rem; margin: -.3rem; border-radius: 50%; background: var(--debit); border: 2px solid var(--card); }
.bar { display: block; height: .4rem; border-radius: .2rem; background: var(--bar); margin-top: .3rem; min-width: 2px; }
.bar.gain { background: var(--credit); } .bar.loss { background: var(--debit); }
.score { display: grid; grid-template-columns: 14rem 1fr; gap: 0 2rem; align-items: center; }
.gauge { width: 100%; max-width: 14rem; } .gauge path { fill: none; stroke-width: 16; } .gauge .track { stroke: var(--line); }
.gauge .low { stroke: var(--debit); } .gauge .mid { stroke: var(--middling); } .gauge .high { stroke: var(--credit); }
.gauge text { font-size: 40px; font-weight: 700; fill: var(--ink); } .gauge .of { font-size: 14px; font-weight: 400; fill: var(--soft); }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; }
.notice { background: var(--warn); color: var(--warn-ink); border-color: transparent; }
.notice ul { margin: 0; padding-left: 1.2rem; }
.problem { border-left: .3rem solid var(--debit); }
details { margin-top: .25rem; } summary { cursor: pointer; color: var(--accent); font-size: .9rem; }
details table { margin-top: .25rem; font-size: .88rem; }
footer { color: var(--soft); font-size: .8rem; padding-bottom: 2rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  body { font-size: 15px; } section { padding: .85rem .9rem; } .columns, .score { grid-template-columns: 1fr; } .wide { display: none; }
  .figures { grid-template-columns: 1fr 1fr; gap: .5rem; } .figure { padding: .6rem .75rem; } .figure b { font-size: 1.1rem; }
  .chart { padding-left: 3.6rem; } .plot { height: 11rem; } h1 { font-size: 1.4rem; }
}
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #ccc; --credit: #1c7a52; --debit: #b3261e; --accent: #24557a; --bar: #24557a;
    --credit-fill: #1c7a5222; --debit-fill: #b3261e33; --warn: #fff4d6; --warn-ink: #000; }
  body { font-size: 10pt; } section, .figure { break-inside: avoid; border-radius: 0; } section.long { break-inside: auto; } tr { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
