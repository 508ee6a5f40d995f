import { BARS, CHEAP_SUPERMARKETS, CHEAP_WEB_SHOPS, CLOTHES, DRUGSTORES, FRIENDS, OUTINGS, RESTAURANTS, TAKE_AWAYS, TIKKIE_REASONS, TRAIN } from '../words/shops.js';
import type { Person } from './person.js';

export const STUDENT: Person = {
  id: 'tom-bakker',
  name: 'Tom Bakker',
  about: { nl: 'Student met studiefinanciering, lening en bijbaan', en: 'Student with grant, loan and a side job' },
  city: 'GRONINGEN',
  accounts: [
    { key: 'main', product: 'Studentenrekening', kind: 'CACC', usage: 'PRIV', owner: 'T. Bakker', opening: 318.75 },
  ],
  regular: [
    // income
    { account: 'main', way: 'transfer', who: 'DUO Hoofdrekening', text: 'Studiefinanciering basisbeurs en lening {month} {yyyy} {id9}', amount: 812.44, yearly: 0.02, day: 24, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Albert Heijn Personeel B.V.', text: 'Salaris periode {period} {yyyy}', amount: 386.2, varies: 0.25, yearly: 0.04, day: 1, fourWeekly: true, weekend: 'before' },
    { account: 'main', way: 'standing', who: 'P. Bakker', text: 'Zakgeld {month}', amount: 150, day: 1 },
    { account: 'main', way: 'transfer', who: 'Belastingdienst Toeslagen', text: 'Zorgtoeslag {mm}-{yyyy} {id9}', amount: 127, day: 20, weekend: 'before' },
    // home and study
    { account: 'main', way: 'standing', who: 'Lefier StudentStay', text: 'Huur kamer {month} {yyyy}', amount: -462.5, yearly: 0.04, day: 1 },
    { account: 'main', way: 'incasso', who: 'Rijksuniversiteit Groningen', text: 'Collegegeld termijn {mm} {yyyy} studentnr {id7}', amount: -253, day: 25, months: [9, 10, 11, 12, 1, 2, 3, 4, 5, 6] },
    { account: 'main', way: 'incasso', who: 'Zilveren Kruis Zorgverzekeringen NV', text: 'Premie zorgverzekering {month} relatienr {id9}', amount: -134.2, yearly: 0.05, day: 26 },
    { account: 'main', way: 'incasso', who: 'Ben Nederland', text: 'Sim Only factuur {n8}', amount: -14, day: 22 },
    { account: 'main', way: 'incasso', who: 'Spotify AB', text: 'Spotify Premium Student {n8}', amount: -6.99, day: 9 },
    { account: 'main', way: 'incasso', who: 'ACLO Studentensport', text: 'Sportabonnement {yyyy}', amount: -69.95, day: 12, months: [9] },
    { account: 'main', way: 'incasso', who: 'Swapfiets', text: 'Abonnement fiets {month} {id6}', amount: -19.9, day: 5 },
  ],
  habits: [
    { account: 'main', way: 'card', who: CHEAP_SUPERMARKETS, amount: [2, 34], perWeek: 4 },
    { account: 'main', way: 'card', who: BARS, amount: [3.2, 28], perWeek: 2, weekdays: [3, 4, 5, 6] },
    { account: 'main', way: 'card', who: RESTAURANTS, amount: [2.8, 21], perWeek: 1.6 },
    { account: 'main', way: 'ideal', who: TAKE_AWAYS, text: ['Bestelling {n8}'], amount: [11, 27], perWeek: 0.6 },
    { account: 'main', way: 'card', who: TRAIN, amount: [1.5, 14], perWeek: 0.8 },
    { account: 'main', way: 'card', who: DRUGSTORES, amount: [2, 16], perWeek: 0.5 },
    { account: 'main', way: 'card', who: CLOTHES, amount: [9, 48], perWeek: 0.3 },
    { account: 'main', way: 'card', who: OUTINGS, amount: [9, 38], perWeek: 0.3, weekdays: [5, 6, 7] },
    { account: 'main', way: 'ideal', who: CHEAP_WEB_SHOPS, text: ['Bestelling {n10}'], amount: [5, 44], perWeek: 0.5, isReturned: 0.2 },
    { account: 'main', way: 'tikkie', who: FRIENDS, text: TIKKIE_REASONS, amount: [1.5, 18], perWeek: 2.4, step: 0.05 },
    { account: 'main', way: 'tikkie', who: FRIENDS, text: TIKKIE_REASONS, amount: [2, 22], perWeek: 1.4, step: 0.05, isIncome: true },
  ],
  balances: [
    { account: 'main', over: 2100, under: -60, back: 120, step: 10, surplus: { way: 'ideal', who: 'Corendon', text: 'Vakantie boeking {n8}' }, lack: { way: 'transfer', who: 'P. Bakker', text: 'van mama' } },
  ],
};
