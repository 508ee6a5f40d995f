import { createHash } from 'node:crypto';
import { Markup } from '../../report/markup.js';

const CSS = `
:root{color-scheme:light dark;--ink:#1c2430;--paper:#fff;--line:#c9d1dc;--accent:#0b5cad;--on-accent:#fff;--warn:#a3260f}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf4;--paper:#12161d;--line:#3b4655;--accent:#7db8f5;--on-accent:#0c1420;--warn:#ff9d8a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:34rem;margin:0 auto;padding:1.25rem 1rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0 1rem}
.language{text-align:right;margin:0}
a{color:var(--accent)}
.lead{font-size:1.125rem}
dl{margin:1.25rem 0}
dt{font-weight:600;margin-top:.75rem}
dd{margin:0}
form{margin:1rem 0 0}
fieldset{border:0;margin:0;padding:0}
.account{display:flex;gap:.75rem;align-items:flex-start;border:1px solid var(--line);border-radius:.5rem;padding:.75rem;margin:.5rem 0;cursor:pointer}
.account input{width:1.25rem;height:1.25rem;margin:.15rem 0 0;flex:none}
.number{font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
button,.button{display:block;width:100%;min-height:3rem;padding:.6rem 1rem;border:1px solid var(--accent);border-radius:.5rem;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
button.quiet{background:transparent;color:var(--accent);border-color:transparent}
button:focus-visible,a:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.warning{color:var(--warn);font-weight:600}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`;

/** The pages' one style sheet, inline: nothing is loaded from anywhere. */
export const PAGE_STYLE = new Markup(`<style>${CSS}</style>`);

/** Its source for a Content-Security-Policy. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(CSS).digest('base64')}'`;
