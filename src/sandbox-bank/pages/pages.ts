import { html, type Markup } from '../../report/markup.js';
import { accountIban } from '../generate/payments.js';
import { PEOPLE } from '../people/people.js';
import type { Person } from '../people/person.js';
import { FAULT_CHOICES, type Language, WORDING } from './wording.js';

/** Who logs in, and how the bank shall behave. `request` is the sealed request that the form carries along. */
export function loginForm(
  language: Language,
  form: { readonly action: string; readonly request: string; readonly isUnknownPerson: boolean },
): Markup {
  const words = WORDING[language];
  return html`<p>${words.loginLead}</p>
${form.isUnknownPerson ? html`<p class="error" role="alert">${words.unknownPerson}</p>` : null}
<form method="post" action="${form.action}">
<input type="hidden" name="request" value="${form.request}">
<input type="hidden" name="ui_locales" value="${language}">
<label for="person">${words.person}</label>
<select id="person" name="person" autocomplete="off">
${PEOPLE.map((person) => html`<option value="${person.id}">${person.name} – ${person.about[language]}</option>\n`)}
</select>
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" autocomplete="off" aria-describedby="password-hint">
<small id="password-hint">${words.passwordHint}</small>
<label for="fault">${words.behaviour}</label>
<select id="fault" name="fault" autocomplete="off" aria-describedby="fault-hint">
<option value="">${words.behaviourNone}</option>
${FAULT_CHOICES.map((choice) => html`<option value="${choice.fault}">${choice[language]}</option>\n`)}
</select>
<small id="fault-hint">${words.behaviourHint}</small>
<button class="main" type="submit">${words.login}</button>
</form>`;
}

/** What access is given to, and the decision. `session` is the sealed login that the form carries along. */
export function grantForm(
  language: Language,
  form: { readonly action: string; readonly session: string; readonly person: Person; readonly until: string },
): Markup {
  const words = WORDING[language];
  const { person } = form;
  return html`<p>${words.grantLead.replace('{who}', person.name)}</p>
<h2>${words.accounts}</h2>
<ul>
${person.accounts.map(
  (account) =>
    html`<li><b>${account.product}</b><br>${spaced(accountIban(person, account.key))}<br><span class="soft">${account.owner}</span></li>\n`,
)}
</ul>
<p class="soft">${words.until.replace('{day}', form.until)}</p>
<form method="post" action="${form.action}">
<input type="hidden" name="session" value="${form.session}">
<button class="main" type="submit" name="decision" value="give">${words.give}</button>
<button type="submit" name="decision" value="refuse">${words.refuse}</button>
</form>`;
}

/** An IBAN in groups of four, as people read it. */
function spaced(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}
