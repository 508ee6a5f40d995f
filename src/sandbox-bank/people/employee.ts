import {
  CASH_MACHINES,
  CLOTHES,
  FOOD_SHOPS,
  FRIENDS,
  HAIRDRESSERS,
  HOME_SHOPS,
  OUTINGS,
  RESTAURANTS,
  SUPERMARKETS,
  TAKE_AWAYS,
  TIKKIE_REASONS,
  TRAIN,
  WEB_SHOPS,
} from '../words/shops.js';
import type { Person } from './person.js';

export const EMPLOYEE: Person = {
  id: 'sanne-visser',
  name: 'Sanne Visser',
  about: { nl: 'Werknemer met een huurwoning', en: 'Employee who rents' },
  city: 'UTRECHT',
  accounts: [
    { key: 'main', product: 'Privérekening', kind: 'CACC', usage: 'PRIV', owner: 'S. Visser', opening: 1420.16 },
    { key: 'savings', product: 'Spaarrekening', kind: 'SVGS', usage: 'PRIV', owner: 'S. Visser', opening: 3800 },
  ],
  regular: [
    // income
    { account: 'main', way: 'transfer', who: 'Brouwer Logistiek B.V.', text: 'Salaris {month} {yyyy} pers.nr {id5}', amount: 2684.37, yearly: 0.035, day: 25, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Brouwer Logistiek B.V.', text: 'Vakantiegeld {yyyy} pers.nr {id5}', amount: 1892.4, yearly: 0.035, day: 25, months: [5], weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Brouwer Logistiek B.V.', text: 'Eindejaarsuitkering {yyyy}', amount: 1450, yearly: 0.03, day: 18, months: [12], weekend: 'before' },
    // home
    { account: 'main', way: 'incasso', who: 'Stichting Mitros Woningcorporatie', text: 'Huur {month} {yyyy} contract {id7}', amount: -742.18, yearly: 0.04, day: 1 },
    { account: 'main', way: 'incasso', who: 'Vandebron Energie B.V.', text: 'Termijnbedrag {month} klantnummer {id6}', amount: -118, yearly: 0.05, day: 3 },
    { account: 'main', way: 'incasso', who: 'Vitens N.V.', text: 'Waternota {month} klantnr {id8}', amount: -14.6, yearly: 0.03, day: 12 },
    { account: 'main', way: 'incasso', who: 'Ziggo B.V.', text: 'Internet en TV factuur {n9}', amount: -54.5, yearly: 0.05, day: 8 },
    { account: 'main', way: 'incasso', who: 'KPN B.V.', text: 'Mobiel abonnement factuur {n9}', amount: -22.5, varies: 0.08, day: 22 },
    { account: 'main', way: 'incasso', who: 'Gemeente Utrecht Belastingen', text: 'Gemeentelijke heffingen termijn {mm} aanslag {id8}', amount: -31.7, day: 27, months: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] },
    // insurance, sport, media
    { account: 'main', way: 'incasso', who: 'Zilveren Kruis Zorgverzekeringen NV', text: 'Premie zorgverzekering {month} relatienr {id9}', amount: -158.95, yearly: 0.06, day: 1 },
    { account: 'main', way: 'incasso', who: 'Centraal Beheer', text: 'Premie inboedelverzekering polis {id8}', amount: -17.83, day: 2 },
    { account: 'main', way: 'incasso', who: 'Basic-Fit Nederland BV', text: 'Lidmaatschap vier weken {n8}', amount: -24.99, day: 1, fourWeekly: true },
    { account: 'main', way: 'incasso', who: 'Spotify AB', text: 'Spotify Premium {n8}', amount: -12.99, day: 14 },
    { account: 'main', way: 'incasso', who: 'Netflix International B.V.', text: 'Netflix abonnement {n8}', amount: -15.99, day: 19 },
    { account: 'main', way: 'incasso', who: 'Stichting WWF Nederland', text: 'Donatie {month} donateursnr {id7}', amount: -7.5, day: 26 },
    { account: 'main', way: 'fee', who: '', text: 'Kosten Betaalpakket {month}', amount: -3.45, day: 4 },
    { account: 'main', way: 'standing', who: '', text: 'Naar spaarrekening', amount: -150, day: 26, to: 'savings' },
    { account: 'savings', way: 'interest', who: '', text: 'Creditrente spaarrekening {yyyy}', amount: 61.2, varies: 0.3, day: 1, months: [1] },
  ],
  habits: [
    { account: 'main', way: 'card', who: SUPERMARKETS, amount: [4.2, 78], perWeek: 4 },
    { account: 'main', way: 'card', who: FOOD_SHOPS, amount: [2.4, 24], perWeek: 1.6 },
    { account: 'main', way: 'card', who: RESTAURANTS, amount: [3.6, 58], perWeek: 2 },
    { account: 'main', way: 'card', who: TRAIN, amount: [2.1, 28], perWeek: 3, weekdays: [1, 2, 3, 4, 5] },
    { account: 'main', way: 'ideal', who: TAKE_AWAYS, text: ['Bestelling {n8}'], amount: [14, 46], perWeek: 0.6 },
    { account: 'main', way: 'ideal', who: WEB_SHOPS, text: ['Bestelling {n10}'], amount: [9, 140], perWeek: 0.8, isReturned: 0.15 },
    { account: 'main', way: 'card', who: CLOTHES, amount: [8, 95], perWeek: 0.5 },
    { account: 'main', way: 'card', who: HOME_SHOPS, amount: [3, 85], perWeek: 0.6 },
    { account: 'main', way: 'card', who: OUTINGS, amount: [9, 55], perWeek: 0.4, weekdays: [5, 6, 7] },
    { account: 'main', way: 'card', who: HAIRDRESSERS, amount: [27, 48], perWeek: 0.15, weekdays: [2, 3, 4, 5, 6], step: 0.5 },
    { account: 'main', way: 'tikkie', who: FRIENDS, text: TIKKIE_REASONS, amount: [3.5, 32], perWeek: 0.9, step: 0.05 },
    { account: 'main', way: 'tikkie', who: FRIENDS, text: TIKKIE_REASONS, amount: [4, 40], perWeek: 0.5, step: 0.05, isIncome: true },
    { account: 'main', way: 'cash', who: CASH_MACHINES, amount: [20, 60], perWeek: 0.2, step: 10 },
  ],
  balances: [
    { account: 'main', over: 3900, under: 60, back: 1500, step: 50, surplus: { to: 'savings' }, lack: { to: 'savings' } },
    { account: 'savings', over: 24_000, under: 500, back: 9000, step: 500, surplus: { way: 'transfer', who: 'DEGIRO', text: 'Inleg beleggingsrekening' }, lack: { way: 'transfer', who: 'G. Visser', text: 'Schenking van papa en mama' } },
  ],
};
