import { CASH_MACHINES, CHEAP_WEB_SHOPS, CLOTHES, DRUGSTORES, FOOD_SHOPS, FRIENDS, FUEL, HOME_SHOPS, OUTINGS, RESTAURANTS, SUPERMARKETS, TIKKIE_REASONS } from '../words/shops.js';
import type { Person } from './person.js';

export const DIVORCED_PARENT: Person = {
  id: 'linda-smit',
  name: 'Linda Smit',
  about: { nl: 'Gescheiden ouder: alimentatie, kinderbijslag, kindgebonden budget', en: 'Divorced parent: alimony, child benefit, child budget' },
  city: 'TILBURG',
  accounts: [
    { key: 'main', product: 'Privérekening', kind: 'CACC', usage: 'PRIV', owner: 'L. Smit', opening: 640.1 },
    { key: 'savings', product: 'Spaarrekening', kind: 'SVGS', usage: 'PRIV', owner: 'L. Smit', opening: 1200 },
  ],
  regular: [
    // income
    { account: 'main', way: 'transfer', who: 'Stichting Thebe Thuiszorg', text: 'Salaris {month} {yyyy} pers.nr {id6}', amount: 1784.55, yearly: 0.04, day: 23, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Stichting Thebe Thuiszorg', text: 'Vakantiegeld {yyyy}', amount: 1240.6, yearly: 0.04, day: 23, months: [5], weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Stichting Thebe Thuiszorg', text: 'Eindejaarsuitkering {yyyy}', amount: 1320, yearly: 0.04, day: 18, months: [12], weekend: 'before' },
    { account: 'main', way: 'standing', who: 'R. van Loon', text: 'Kinderalimentatie {month}', amount: 410, yearly: 0.04, day: 1 },
    { account: 'main', way: 'standing', who: 'R. van Loon', text: 'Partneralimentatie {month}', amount: 225, yearly: 0.04, day: 1 },
    { account: 'main', way: 'transfer', who: 'Sociale Verzekeringsbank', text: 'Kinderbijslag {quarter}e kwartaal {yyyy} {id9}', amount: 695, yearly: 0.03, day: 2, months: [1, 4, 7, 10], weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Belastingdienst Toeslagen', text: 'Kindgebonden budget {mm}-{yyyy} {id9}', amount: 612, yearly: 0.03, day: 20, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Belastingdienst Toeslagen', text: 'Zorgtoeslag {mm}-{yyyy} {id9}', amount: 96, day: 20, weekend: 'before' },
    // home
    { account: 'main', way: 'incasso', who: 'WonenBreburg', text: 'Huur {month} {yyyy} {id7}', amount: -798.3, yearly: 0.04, day: 1 },
    { account: 'main', way: 'incasso', who: 'Greenchoice B.V.', text: 'Termijnbedrag energie {month} {id8}', amount: -156, day: 4 },
    { account: 'main', way: 'incasso', who: 'Brabant Water N.V.', text: 'Waternota {quarter}e kwartaal {id8}', amount: -48.7, day: 12, months: [2, 5, 8, 11] },
    { account: 'main', way: 'incasso', who: 'Ziggo B.V.', text: 'Internet en TV factuur {n9}', amount: -52.5, day: 8 },
    { account: 'main', way: 'incasso', who: 'Simyo', text: 'Sim Only factuur {n8}', amount: -23, varies: 0.1, day: 21 },
    // insurance, car, children
    { account: 'main', way: 'incasso', who: 'CZ Zorgverzekeringen N.V.', text: 'Premie zorgverzekering {month} {id9}', amount: -155.8, yearly: 0.05, day: 1 },
    { account: 'main', way: 'incasso', who: 'FBTO Verzekeringen N.V.', text: 'Premie autoverzekering {month} polis {id8}', amount: -54.9, day: 3 },
    { account: 'main', way: 'incasso', who: 'Belastingdienst', text: 'Motorrijtuigenbelasting kenteken {id2}-RK-LP', amount: -38, day: 18 },
    { account: 'main', way: 'incasso', who: 'Kinderopvang Kinderstad', text: 'Buitenschoolse opvang {month} factuur {n7}', amount: -286.4, varies: 0.08, day: 27 },
    { account: 'main', way: 'transfer', who: 'Belastingdienst Toeslagen', text: 'Kinderopvangtoeslag {mm}-{yyyy} {id9}', amount: 241, day: 20, weekend: 'before' },
    { account: 'main', way: 'ideal', who: 'Basisschool De Regenboog', text: 'Vrijwillige ouderbijdrage en schoolreis {yyyy}', amount: -95, day: 9, months: [10] },
    { account: 'main', way: 'incasso', who: 'Zwemschool De Reeshof', text: 'Zwemles {month} {id6}', amount: -44, day: 7 },
    { account: 'main', way: 'incasso', who: 'Netflix International B.V.', text: 'Netflix abonnement {n8}', amount: -10.99, day: 19 },
    { account: 'main', way: 'fee', who: '', text: 'Kosten Betaalpakket {month}', amount: -3.45, day: 4 },
    { account: 'main', way: 'standing', who: '', text: 'Naar spaarrekening', amount: -75, day: 25, to: 'savings' },
  ],
  habits: [
    { account: 'main', way: 'card', who: SUPERMARKETS, amount: [5, 112], perWeek: 4.5 },
    { account: 'main', way: 'card', who: FOOD_SHOPS, amount: [2.5, 22], perWeek: 1.5 },
    { account: 'main', way: 'card', who: DRUGSTORES, amount: [2.4, 36], perWeek: 1.1 },
    { account: 'main', way: 'card', who: FUEL, amount: [25, 68], perWeek: 0.7 },
    { account: 'main', way: 'card', who: RESTAURANTS, amount: [4, 46], perWeek: 0.9 },
    { account: 'main', way: 'card', who: CLOTHES, amount: [6, 78], perWeek: 0.8 },
    { account: 'main', way: 'card', who: HOME_SHOPS, amount: [2, 54], perWeek: 0.8 },
    { account: 'main', way: 'card', who: OUTINGS, amount: [8, 64], perWeek: 0.4, weekdays: [3, 6, 7] },
    { account: 'main', way: 'ideal', who: CHEAP_WEB_SHOPS, text: ['Bestelling {n10}'], amount: [6, 62], perWeek: 0.8, isReturned: 0.2 },
    { account: 'main', way: 'tikkie', who: FRIENDS, text: TIKKIE_REASONS, amount: [2.5, 24], perWeek: 0.7, step: 0.05 },
    { account: 'main', way: 'cash', who: CASH_MACHINES, amount: [10, 50], perWeek: 0.3, step: 10 },
  ],
  balances: [
    { account: 'main', over: 3600, under: 20, back: 900, step: 50, surplus: { to: 'savings' }, lack: { to: 'savings' } },
    { account: 'savings', over: 4500, under: 100, back: 2600, step: 100, surplus: { way: 'ideal', who: 'Corendon', text: 'Vakantie boeking {n8}' }, lack: { way: 'transfer', who: 'C. Smit', text: 'Cadeau' } },
  ],
};
