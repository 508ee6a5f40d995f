import type { OfferedAccount } from '../../domain/bank-fetcher.js';
import { type Content, html, type Markup } from '../../report/markup.js';
import { PAGE_STYLE } from './style.js';
import { dayInWords, type PageLanguage, type PageWording, wordingOf } from './wording.js';

/** What every page knows. */
export interface PageFrame {
  readonly language: PageLanguage;
  /** Address of this page in the other language; null where it cannot be asked for again. */
  readonly switchUrl: string | null;
}

/** A consent as its pages show it. */
export interface ShownConsent {
  readonly asker: string;
  readonly bankName: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Where the page's forms go, and what they carry. */
export interface PageForms {
  /** Address of the consent's pages, without a slash at the end. */
  readonly base: string;
  /** Hidden fields of every form: the link's token, or the session's. */
  readonly fields: Readonly<Record<string, string>>;
}

function frame({ language, switchUrl }: PageFrame, heading: string, content: Content): string {
  const words = wordingOf(language);
  const other = language === 'nl' ? 'en' : 'nl';
  const page: Markup = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${heading}</title>
${PAGE_STYLE}
</head>
<body>
<main>
${switchUrl === null ? null : html`<p class="language"><a href="${switchUrl}" hreflang="${other}" lang="${other}">${words.otherLanguage}</a></p>`}
<h1>${heading}</h1>
${content}
</main>
</body>
</html>
`;
  return page.text;
}

function form(forms: PageForms, action: string, content: Content): Markup {
  const fields = Object.entries(forms.fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="${forms.base}/${action}">${fields}${content}</form>`;
}

function refusal(forms: PageForms, words: PageWording): Markup {
  return form(forms, 'refuse', html`<button class="quiet">${words.refuse}</button>`);
}

/** The first page: who asks for what, and the way to the bank. */
export function introPage(page: PageFrame, { asker, bankName, expiresAt }: ShownConsent, forms: PageForms): string {
  const words = wordingOf(page.language);
  return frame(
    page,
    words.title,
    html`<p class="lead">${words.intro(asker)}</p>
<dl>
<dt>${words.bank}</dt><dd>${bankName}</dd>
<dt>${words.whatTitle}</dt><dd>${words.what}</dd>
<dt>${words.whyTitle}</dt><dd>${words.why(asker)}</dd>
<dt>${words.howLongTitle}</dt><dd>${words.howLong(dayInWords(expiresAt, page.language))}</dd>
</dl>
${form(forms, 'start', html`<button>${words.toBank}</button>`)}
${refusal(forms, words)}`,
  );
}

/** While the person is at the bank, or gave up there. */
export function waitingPage(page: PageFrame, { bankName }: ShownConsent, forms: PageForms): string {
  const words = wordingOf(page.language);
  return frame(
    page,
    words.title,
    html`<p class="lead">${words.waiting}</p>
<dl><dt>${words.bank}</dt><dd>${bankName}</dd></dl>
${form(forms, 'start', html`<button>${words.again}</button>`)}
${refusal(forms, words)}`,
  );
}

/** The accounts that the bank offers, to pick from. `isEmptyPick`: the person agreed to none. */
export function pickPage(
  page: PageFrame,
  { asker, expiresAt }: ShownConsent,
  forms: PageForms,
  { offered, isEmptyPick }: { readonly offered: readonly OfferedAccount[]; readonly isEmptyPick: boolean },
): string {
  const words = wordingOf(page.language);
  if (offered.length === 0) {
    return frame(page, words.pickTitle, html`<p class="lead">${words.noAccounts}</p>${refusal(forms, words)}`);
  }
  const choices = offered.map(
    ({
      id,
      iban,
      name,
      currency,
    }) => html`<label class="account"><input type="checkbox" name="account" value="${id}" checked>
<span><b>${name ?? words.unnamed}</b><br><span class="number">${spaced(iban)}</span> ${currency}</span></label>`,
  );
  const warning = isEmptyPick ? html`<p class="warning" role="alert">${words.pickNone}</p>` : null;
  const note = words.approveNote(asker, dayInWords(expiresAt, page.language));
  return frame(
    page,
    words.pickTitle,
    html`${warning}${form(
      forms,
      'approve',
      html`<fieldset><legend class="hidden">${words.pickTitle}</legend>${choices}</fieldset>
<p>${note}</p><button>${words.approve}</button>`,
    )}
${refusal(forms, words)}`,
  );
}

/** An IBAN in groups of four, as people read it. */
function spaced(iban: string | null): string | null {
  return iban === null ? null : iban.replace(/(.{4})(?=.)/g, '$1 ');
}

type NoticeKind = 'done' | 'ended' | 'used' | 'unknown' | 'bank';

/** A page that says how things are, with the way back where there is one. */
export function noticePage(page: PageFrame, kind: NoticeKind, backUrl: string | null): string {
  const words = wordingOf(page.language);
  const texts: Readonly<Record<NoticeKind, readonly [string, string]>> = {
    done: [words.doneTitle, words.done],
    ended: [words.endedTitle, words.ended],
    used: [words.usedTitle, words.used],
    unknown: [words.unknownTitle, words.unknown],
    bank: [words.bankTitle, words.bankFails],
  };
  const [heading, text] = texts[kind];
  const label = kind === 'bank' ? words.tryAgain : words.back;
  const way = backUrl === null ? null : html`<p><a class="button" href="${backUrl}">${label}</a></p>`;
  return frame(page, heading, html`<p class="lead">${text}</p>${way}`);
}
