/** Languages of the bank's pages. */
export const LANGUAGES = ['nl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

interface Wording {
  readonly bank: string;
  readonly notReal: string;
  readonly loginTitle: string;
  readonly loginLead: string;
  readonly person: string;
  readonly password: string;
  readonly passwordHint: string;
  readonly behaviour: string;
  readonly behaviourNone: string;
  readonly behaviourHint: string;
  readonly login: string;
  readonly grantTitle: string;
  readonly grantLead: string;
  readonly until: string;
  readonly accounts: string;
  readonly give: string;
  readonly refuse: string;
  readonly unknownPerson: string;
  readonly brokenTitle: string;
  readonly brokenLead: string;
  readonly otherLanguage: string;
}

/** What the pages say. `{who}` and `{day}` are filled in. */
export const WORDING: Readonly<Record<Language, Wording>> = {
  nl: {
    bank: 'Sandbox Bank',
    notReal:
      'Dit is een nagemaakte bank om mee te testen. Alle personen zijn verzonnen; vul hier nooit echte gegevens in.',
    loginTitle: 'Inloggen',
    loginLead: 'Een andere partij vraagt toegang tot rekeninggegevens. Log in om verder te gaan.',
    person: 'Testpersoon',
    password: 'Wachtwoord',
    passwordHint: 'Elk wachtwoord is goed.',
    behaviour: 'Gedrag van de bank',
    behaviourNone: 'Alles werkt',
    behaviourHint: 'Kies hier een storing om te zien hoe die wordt opgevangen.',
    login: 'Inloggen',
    grantTitle: 'Toegang geven',
    grantLead: '{who}, u geeft toegang tot saldo en transacties van uw rekeningen.',
    until: 'De toegang geldt tot en met {day} en kan altijd worden ingetrokken.',
    accounts: 'Uw rekeningen',
    give: 'Geef toegang',
    refuse: 'Weigeren',
    unknownPerson: 'Deze persoon is hier niet bekend. Kies iemand uit de lijst.',
    brokenTitle: 'Deze aanvraag kan niet verder',
    brokenLead: 'De aanvraag is verlopen of onvolledig. Ga terug naar de partij die om toegang vroeg en begin opnieuw.',
    otherLanguage: 'English',
  },
  en: {
    bank: 'Sandbox Bank',
    notReal: 'This is a simulated bank for testing. Everyone in it is invented; never enter real details here.',
    loginTitle: 'Log in',
    loginLead: 'Another party asks for access to account data. Log in to continue.',
    person: 'Test person',
    password: 'Password',
    passwordHint: 'Any password will do.',
    behaviour: 'How the bank behaves',
    behaviourNone: 'Everything works',
    behaviourHint: 'Choose a failure to see how it is dealt with.',
    login: 'Log in',
    grantTitle: 'Give access',
    grantLead: '{who}, you give access to the balances and transactions of your accounts.',
    until: 'Access lasts until {day} and can be withdrawn at any time.',
    accounts: 'Your accounts',
    give: 'Give access',
    refuse: 'Decline',
    unknownPerson: 'This person is not known here. Choose somebody from the list.',
    brokenTitle: 'This request cannot continue',
    brokenLead: 'The request has expired or is incomplete. Go back to the party that asked for access and start again.',
    otherLanguage: 'Nederlands',
  },
};

/** Failures to choose from on the login page: what `faults.ts` reads, and what it means. */
export const FAULT_CHOICES: readonly { readonly fault: string; readonly nl: string; readonly en: string }[] = [
  { fault: 'slow', nl: 'Traag: elk antwoord duurt even', en: 'Slow: every answer takes a while' },
  { fault: 'timeout:1:3', nl: 'Geen antwoord, één keer', en: 'No answer, once' },
  { fault: 'rate-limit:1:3', nl: 'Te veel verzoeken (429), één keer', en: 'Too many requests (429), once' },
  { fault: 'server-error:2:3', nl: 'Storing (503), twee keer', en: 'Out of order (503), twice' },
  { fault: 'server-error', nl: 'Storing (503), blijvend', en: 'Out of order (503), lasting' },
  { fault: 'not-json', nl: 'Onleesbaar antwoord', en: 'Unreadable answer' },
  { fault: 'malformed-record', nl: 'Eén kapotte transactie', en: 'One broken transaction' },
  { fault: 'expired-token:1:2', nl: 'Toegangssleutel verlopen, één keer', en: 'Access token expired, once' },
  { fault: 'revoked:9999:2', nl: 'Toestemming ingetrokken tijdens ophalen', en: 'Consent withdrawn during the fetch' },
];

/** The language to speak: the one asked for, else the browser's first that we know, else Dutch. */
export function languageOf(asked: string | undefined, acceptLanguage: string | undefined): Language {
  const wanted = [asked ?? '', ...(acceptLanguage ?? '').split(',')].map((one) => one.trim().slice(0, 2).toLowerCase());
  return LANGUAGES.find((one) => one === wanted.find((each) => LANGUAGES.some((known) => known === each))) ?? 'nl';
}
