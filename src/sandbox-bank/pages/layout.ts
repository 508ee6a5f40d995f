import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { html, type Markup, Markup as Raw } from '../../report/markup.js';
import { type Language, WORDING } from './wording.js';

/** Readable from 320 px up, in light and dark, without scripts or anything from elsewhere. */
const STYLE = `
:root{color-scheme:light dark;--ink:#14213d;--soft:#5b6478;--line:#cfd5e1;--paper:#fff;--ground:#eef1f6;--bank:#00695c}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf4;--soft:#a9b2c5;--line:#3a4358;--paper:#1b2233;--ground:#10141f;--bank:#4db6ac}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem;padding:.9rem 1.2rem;border-bottom:3px solid var(--bank);background:var(--paper)}
header b{color:var(--bank);font-size:1.15rem}
main{max-width:30rem;margin:1.5rem auto;padding:1.4rem;background:var(--paper);border:1px solid var(--line);border-radius:.6rem}
@media (max-width:32rem){main{margin:0;border-width:0 0 1px;border-radius:0}}
h1{margin:0 0 .5rem;font-size:1.4rem}
h2{margin:1.2rem 0 0;font-size:1.1rem}
label{display:block;margin:1rem 0 .25rem;font-weight:600}
select,input,button{width:100%;min-height:2.8rem;padding:.5rem .7rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:.4rem}
button{margin-top:1rem;font-weight:600;cursor:pointer}
button.main{background:var(--bank);border-color:var(--bank);color:var(--paper)}
:focus-visible{outline:3px solid var(--bank);outline-offset:2px}
small,.soft{color:var(--soft)}
.note{padding:.6rem .8rem;border-left:4px solid #c77700;background:var(--ground);font-size:.9rem}
.error{padding:.6rem .8rem;border-left:4px solid #b3261e;background:var(--ground)}
ul{padding:0;list-style:none}
li{padding:.6rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
a{color:var(--bank)}
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** A page to be sent. */
export interface Page {
  readonly language: Language;
  readonly title: string;
  readonly content: Markup;
  /** Address of this page in the other language; null where it cannot be asked for again. */
  readonly otherLanguageHref: string | null;
}

/** Sends a page. Browsers may post its form here and be led on to `redirectUri` alone. */
export function sendPage(reply: FastifyReply, status: number, page: Page, redirectUri: string | null): FastifyReply {
  const words = WORDING[page.language];
  const other = page.language === 'nl' ? 'en' : 'nl';
  const target = redirectUri === null ? '' : ` ${new URL(redirectUri).origin}`;
  const { text } = html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${page.title} – ${words.bank}</title>
<style>${new Raw(STYLE)}</style>
</head>
<body>
<header><b>${words.bank}</b>${
    page.otherLanguageHref === null
      ? null
      : html`<a href="${page.otherLanguageHref}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a>`
  }</header>
<main>
<h1>${page.title}</h1>
${page.content}
<p class="note">${words.notReal}</p>
</main>
</body>
</html>
`;
  return reply
    .status(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'${target}; base-uri 'none'; frame-ancestors 'none'`,
    )
    .send(text);
}
