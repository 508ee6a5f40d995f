import { CASH_MACHINES, CHEAP_SUPERMARKETS, CHEAP_WEB_SHOPS, DRUGSTORES, FRIENDS, HOME_SHOPS, RESTAURANTS, TIKKIE_REASONS, TRAIN } from '../words/shops.js';
import type { Person } from './person.js';

export const UNEMPLOYED: Person = {
  id: 'kevin-de-boer',
  name: 'Kevin de Boer',
  about: { nl: 'Werkloos, WW-uitkering en een schuldregeling', en: 'Unemployed, benefit and a debt arrangement' },
  city: 'ENSCHEDE',
  accounts: [
    { key: 'main', product: 'Privérekening', kind: 'CACC', usage: 'PRIV', owner: 'K. de Boer', opening: 212.4 },
  ],
  regular: [
    // income
    { account: 'main', way: 'transfer', who: 'UWV', text: 'WW uitkering {month} {yyyy} {id9}', amount: 1486.22, yearly: 0.03, day: 12, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'UWV', text: 'Vakantiegeld WW uitkering {yyyy}', amount: 912.4, yearly: 0.03, day: 20, months: [5], weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Belastingdienst Toeslagen', text: 'Zorgtoeslag {mm}-{yyyy} {id9}', amount: 129, day: 20, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Belastingdienst Toeslagen', text: 'Huurtoeslag {mm}-{yyyy} {id9}', amount: 318, day: 20, weekend: 'before' },
    // home
    { account: 'main', way: 'standing', who: 'Woningstichting Ons Huis', text: 'Huur {month} {yyyy} {id7}', amount: -628.4, yearly: 0.04, day: 1 },
    { account: 'main', way: 'incasso', who: 'Essent Retail Energie B.V.', text: 'Termijnbedrag energie {month} klantnr {id8}', amount: -132, day: 15, comesBack: 0.12 },
    { account: 'main', way: 'incasso', who: 'Vitens N.V.', text: 'Waternota {month} klantnr {id8}', amount: -13.2, day: 16 },
    { account: 'main', way: 'incasso', who: 'Menzis Zorgverzekeraar N.V.', text: 'Premie zorgverzekering {month} {id9}', amount: -149.5, yearly: 0.05, day: 14, comesBack: 0.08 },
    { account: 'main', way: 'incasso', who: 'Lebara Nederland', text: 'Sim Only factuur {n8}', amount: -11, day: 17 },
    { account: 'main', way: 'incasso', who: 'Youfone Nederland B.V.', text: 'Internet en TV {month} factuur {n8}', amount: -37.5, day: 18, comesBack: 0.06 },
    // debts under arrangement
    { account: 'main', way: 'standing', who: 'Stadsbank Oost Nederland', text: 'Schuldregeling aflossing dossier {id7}', amount: -85, day: 13 },
    { account: 'main', way: 'standing', who: 'GGN Mastering Credit', text: 'Betalingsregeling termijn dossier {id8}', amount: -45, day: 14 },
    { account: 'main', way: 'transfer', who: 'CJIB', text: 'Betalingsregeling termijn beschikking {id9}', amount: -40, day: 16, from: '2025-02' },
    { account: 'main', way: 'fee', who: '', text: 'Kosten Betaalpakket {month}', amount: -3.45, day: 4 },
  ],
  habits: [
    { account: 'main', way: 'card', who: CHEAP_SUPERMARKETS, amount: [2.1, 48], perWeek: 4.2 },
    { account: 'main', way: 'card', who: DRUGSTORES, amount: [1.8, 19], perWeek: 0.7 },
    { account: 'main', way: 'card', who: RESTAURANTS, amount: [2.5, 22], perWeek: 0.7 },
    { account: 'main', way: 'card', who: HOME_SHOPS, amount: [1.5, 26], perWeek: 0.6 },
    { account: 'main', way: 'card', who: TRAIN, amount: [1.6, 16], perWeek: 0.9 },
    { account: 'main', way: 'card', who: ['Primera Tabak 118', 'Tabakshop De Pijp'], amount: [9, 24], perWeek: 1.8 },
    { account: 'main', way: 'ideal', who: CHEAP_WEB_SHOPS, text: ['Bestelling {n10}'], amount: [4, 38], perWeek: 0.4, isReturned: 0.15 },
    { account: 'main', way: 'tikkie', who: FRIENDS, text: TIKKIE_REASONS, amount: [2.5, 18], perWeek: 0.4, step: 0.05 },
    { account: 'main', way: 'cash', who: CASH_MACHINES, amount: [10, 40], perWeek: 0.5, step: 10 },
  ],
  balances: [
    { account: 'main', over: 1900, under: -150, back: 60, step: 10, surplus: { way: 'transfer', who: 'H. de Boer', text: 'terug van lening' }, lack: { way: 'transfer', who: 'H. de Boer', text: 'voor boodschappen' } },
  ],
};
