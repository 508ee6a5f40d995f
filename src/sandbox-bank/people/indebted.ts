import { CASH_MACHINES, CHEAP_SUPERMARKETS, CHEAP_WEB_SHOPS, CLOTHES, DRUGSTORES, FRIENDS, FUEL, RESTAURANTS, TIKKIE_REASONS } from '../words/shops.js';
import type { Person } from './person.js';

export const INDEBTED: Person = {
  id: 'dennis-mulder',
  name: 'Dennis Mulder',
  about: { nl: 'Leningen, boetes van het CJIB, incassobureau en deurwaarder', en: 'Loans, fines, debt collector and a bailiff' },
  city: 'ALMERE',
  accounts: [
    { key: 'main', product: 'Privérekening', kind: 'CACC', usage: 'PRIV', owner: 'D. Mulder', opening: 44.9 },
  ],
  regular: [
    // income
    { account: 'main', way: 'transfer', who: 'Randstad Uitzendbureau', text: 'Salaris periode {period} {yyyy} {id6}', amount: 2174.9, varies: 0.06, yearly: 0.035, day: 1, fourWeekly: true, weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Randstad Uitzendbureau', text: 'Vakantiegeld {yyyy} {id6}', amount: 1502.6, yearly: 0.035, day: 28, months: [5], weekend: 'before' },
    { account: 'main', way: 'transfer', who: 'Belastingdienst Toeslagen', text: 'Huurtoeslag {mm}-{yyyy} {id9}', amount: 142, day: 20, weekend: 'before' },
    // home
    { account: 'main', way: 'incasso', who: 'Ymere', text: 'Huur {month} {yyyy} {id7}', amount: -684.2, yearly: 0.04, day: 1, comesBack: 0.08 },
    { account: 'main', way: 'incasso', who: 'Oxxio Nederland B.V.', text: 'Termijnbedrag energie {month} {id8}', amount: -139, day: 6, comesBack: 0.2 },
    { account: 'main', way: 'incasso', who: 'Vitens N.V.', text: 'Waternota {month} klantnr {id8}', amount: -14.1, day: 12 },
    { account: 'main', way: 'incasso', who: 'T-Mobile Netherlands B.V.', text: 'Factuur mobiel abonnement {n9}', amount: -64.3, varies: 0.1, day: 14, comesBack: 0.15 },
    { account: 'main', way: 'incasso', who: 'CAK', text: 'Bestuursrechtelijke premie zorgverzekering {month} {id9}', amount: -192.4, day: 8, until: '2025-03' },
    { account: 'main', way: 'incasso', who: 'Menzis Zorgverzekeraar N.V.', text: 'Premie zorgverzekering {month} {id9}', amount: -149.5, day: 8, from: '2025-04', comesBack: 0.1 },
    { account: 'main', way: 'incasso', who: 'Allsecur', text: 'Premie autoverzekering {month} {id8}', amount: -81.4, day: 3, comesBack: 0.1 },
    // loans
    { account: 'main', way: 'incasso', who: 'Santander Consumer Finance', text: 'Aflossing persoonlijke lening contract {id8}', amount: -187.5, day: 2, comesBack: 0.06 },
    { account: 'main', way: 'incasso', who: 'Interbank N.V.', text: 'Doorlopend krediet contract {id8}', amount: -92.4, varies: 0.03, day: 2 },
    { account: 'main', way: 'incasso', who: 'Wehkamp Finance B.V.', text: 'Termijnbetaling krediet {id8}', amount: -48, day: 9, comesBack: 0.1 },
    { account: 'main', way: 'incasso', who: 'Alphabet Nederland B.V.', text: 'Private lease termijn {month} {id7}', amount: -229, day: 28, until: '2025-06' },
    // fines, collectors, bailiff
    { account: 'main', way: 'transfer', who: 'CJIB', text: 'Verkeersboete beschikking {n10}', amount: -128, varies: 0.4, day: 11, months: [2, 5, 9, 11] },
    { account: 'main', way: 'transfer', who: 'CJIB', text: 'Betalingsregeling termijn beschikking {id10}', amount: -55, day: 17, from: '2025-01' },
    { account: 'main', way: 'standing', who: 'Intrum Nederland B.V.', text: 'Betalingsregeling termijn dossier {id9}', amount: -60, day: 15 },
    { account: 'main', way: 'standing', who: 'Flanderijn Gerechtsdeurwaarders', text: 'Deurwaarder dossier {id8} regeling', amount: -75, day: 16, from: '2024-06' },
    { account: 'main', way: 'transfer', who: 'Syncasso Gerechtsdeurwaarders', text: 'Termijn afbetaling dossier {id8}', amount: -50, day: 19, from: '2025-09' },
    { account: 'main', way: 'transfer', who: 'Direct Pay Services', text: 'Aanmaning incassokosten dossier {n8}', amount: -88.5, varies: 0.3, day: 21, months: [1, 4, 8] },
    { account: 'main', way: 'fee', who: '', text: 'Kosten Betaalpakket {month}', amount: -3.45, day: 4 },
    { account: 'main', way: 'fee', who: '', text: 'Debetrente roodstand {last-month}', amount: -4.8, varies: 0.6, day: 3 },
  ],
  habits: [
    { account: 'main', way: 'card', who: CHEAP_SUPERMARKETS, amount: [2, 46], perWeek: 4 },
    { account: 'main', way: 'card', who: RESTAURANTS, amount: [3, 26], perWeek: 1 },
    { account: 'main', way: 'card', who: FUEL, amount: [15, 45], perWeek: 1 },
    { account: 'main', way: 'card', who: DRUGSTORES, amount: [2, 18], perWeek: 0.5 },
    { account: 'main', way: 'card', who: CLOTHES, amount: [6, 44], perWeek: 0.2 },
    { account: 'main', way: 'card', who: ['Primera Tabak 118', 'Tabakshop De Pijp'], amount: [9, 28], perWeek: 1.6 },
    { account: 'main', way: 'ideal', who: CHEAP_WEB_SHOPS, text: ['Bestelling {n10}'], amount: [4, 34], perWeek: 0.3 },
    { account: 'main', way: 'tikkie', who: FRIENDS, text: TIKKIE_REASONS, amount: [3, 20], perWeek: 0.4, step: 0.05, isIncome: true },
    { account: 'main', way: 'cash', who: CASH_MACHINES, amount: [10, 60], perWeek: 0.6, step: 10 },
  ],
  balances: [
    { account: 'main', over: 2800, under: -900, back: -200, step: 50, surplus: { way: 'transfer', who: 'N. Mulder', text: 'terugbetaling lening' }, lack: { way: 'transfer', who: 'N. Mulder', text: 'lening' } },
  ],
};
