export const PAGE_LANGUAGES = ['nl', 'en'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

const ENGLISH = {
  title: 'Share your account information',
  otherLanguage: 'Nederlands',
  intro: (asker: string) => `${asker} asks to see information of your account.`,
  bank: 'Your bank',
  whatTitle: 'What is shared',
  what: 'The name and number of the accounts that you pick, their balance, and their transactions of at most 18 months back.',
  whyTitle: 'What for',
  why: (asker: string) => `${asker} uses it to assess your application. Nobody can make a payment with it.`,
  howLongTitle: 'For how long',
  howLong: (date: string) => `Until ${date}. You can withdraw your consent at your bank at any time.`,
  toBank: 'Continue to my bank',
  again: 'Log in at my bank again',
  waiting: 'You have not finished logging in at your bank yet.',
  refuse: 'I do not agree',
  pickTitle: 'Which accounts do you want to share?',
  pickNone: 'Pick at least one account.',
  noAccounts: 'Your bank gives no accounts that can be shared.',
  approve: 'I agree',
  approveNote: (asker: string, date: string) =>
    `By agreeing you let ${asker} see the accounts that you have ticked until ${date}.`,
  unnamed: 'Account',
  doneTitle: 'Done',
  done: 'You have given your consent. You can go back.',
  endedTitle: 'This page is closed',
  ended:
    'This consent was refused, withdrawn or has expired. Ask for a new link if you still want to share your accounts.',
  usedTitle: 'This link has been used',
  used: 'It works once, in the browser in which it was opened first. Ask for a new link if that was not you.',
  unknownTitle: 'This link does not work',
  unknown: 'It is not complete, or the request no longer exists. Open the link once more as you received it.',
  bankTitle: 'Your bank does not answer',
  bankFails: 'Your bank cannot be reached at this moment. Nothing has been shared. Try again in a few minutes.',
  tryAgain: 'Try again',
  back: 'Go back',
};

/** What a page says, in one language. */
export type PageWording = typeof ENGLISH;

const DUTCH: PageWording = {
  title: 'Deel uw rekeninggegevens',
  otherLanguage: 'English',
  intro: (asker) => `${asker} vraagt om gegevens van uw rekening te mogen inzien.`,
  bank: 'Uw bank',
  whatTitle: 'Wat u deelt',
  what: 'De naam en het nummer van de rekeningen die u kiest, het saldo, en de transacties van hoogstens 18 maanden terug.',
  whyTitle: 'Waarvoor',
  why: (asker) => `${asker} gebruikt ze om uw aanvraag te beoordelen. Niemand kan er een betaling mee doen.`,
  howLongTitle: 'Hoe lang',
  howLong: (date) => `Tot en met ${date}. U kunt uw toestemming altijd bij uw bank intrekken.`,
  toBank: 'Verder naar mijn bank',
  again: 'Opnieuw inloggen bij mijn bank',
  waiting: 'U bent nog niet klaar met inloggen bij uw bank.',
  refuse: 'Ik ga niet akkoord',
  pickTitle: 'Welke rekeningen wilt u delen?',
  pickNone: 'Kies ten minste één rekening.',
  noAccounts: 'Uw bank geeft geen rekeningen door die gedeeld kunnen worden.',
  approve: 'Ik ga akkoord',
  approveNote: (asker, date) =>
    `Door akkoord te gaan mag ${asker} de aangevinkte rekeningen inzien tot en met ${date}.`,
  unnamed: 'Rekening',
  doneTitle: 'Klaar',
  done: 'U hebt toestemming gegeven. U kunt terug.',
  endedTitle: 'Deze pagina is gesloten',
  ended:
    'Deze toestemming is geweigerd, ingetrokken of verlopen. Vraag een nieuwe link als u uw rekeningen nog wilt delen.',
  usedTitle: 'Deze link is al gebruikt',
  used: 'De link werkt één keer, in de browser waarin hij het eerst is geopend. Vraag een nieuwe link als u dat niet was.',
  unknownTitle: 'Deze link werkt niet',
  unknown:
    'De link is niet volledig, of de aanvraag bestaat niet meer. Open de link nog eens zoals u hem hebt gekregen.',
  bankTitle: 'Uw bank antwoordt niet',
  bankFails: 'Uw bank is nu niet bereikbaar. Er is niets gedeeld. Probeer het over een paar minuten opnieuw.',
  tryAgain: 'Opnieuw proberen',
  back: 'Terug',
};

const WORDING: Readonly<Record<PageLanguage, PageWording>> = { nl: DUTCH, en: ENGLISH };

export function wordingOf(language: PageLanguage): PageWording {
  return WORDING[language];
}

/** The language asked for by a switch, else the first of the browser's that we speak, else English. */
export function languageOf(chosen: unknown, acceptLanguage: string | undefined): PageLanguage {
  const known = PAGE_LANGUAGES.find((language) => language === chosen);
  if (known) return known;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find((one) => one !== undefined);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const language = PAGE_LANGUAGES.find((one) => tag === one || tag.startsWith(`${one}-`));
    if (language) return language;
  }
  return 'en';
}

/** A day in words of the language, such as 3 March 2026. */
export function dayInWords(instant: string, language: PageLanguage): string {
  const locale = language === 'nl' ? 'nl-NL' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Amsterdam' }).format(new Date(instant));
}
