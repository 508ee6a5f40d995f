import { CASH_MACHINES, CLOTHES, FOOD_SHOPS, FRIENDS, HOME_SHOPS, OUTINGS, PARKING, RESTAURANTS, SUPERMARKETS, TIKKIE_REASONS, TRAIN, WEB_SHOPS } from '../words/shops.js';
import type { Person } from './person.js';

export const FREELANCER: Person = {
  id: 'eva-vos',
  name: 'Eva Vos',
  about: { nl: 'Zzp’er (ontwerper) met wisselende opdrachten', en: 'Freelance designer with changing clients' },
  city: 'HAARLEM',
  accounts: [
    { key: 'main', product: 'Privérekening', kind: 'CACC', usage: 'PRIV', owner: 'E. Vos', opening: 2210.6 },
    { key: 'savings', product: 'Spaarrekening', kind: 'SVGS', usage: 'PRIV', owner: 'E. Vos', opening: 7400 },
  ],
  regular: [
    // work
    { account: 'main', way: 'transfer', who: 'Uitgeverij Noordhoek B.V.', text: 'Honorarium factuur {yyyy}{mm} ontwerp', amount: 1815, varies: 0.35, day: 9, weekend: 'after' },
    { account: 'main', way: 'transfer', who: 'Stichting Zomerfestival', text: 'ZZP factuur {n5} vormgeving', amount: 2420, varies: 0.3, day: 17, months: [3, 4, 5, 6, 7, 9] },
    { account: 'main', way: 'transfer', who: 'Bureau Kade Communicatie B.V.', text: 'Factuur {n5} freelance', amount: 1331, varies: 0.3, day: 24 },
    { account: 'main', way: 'transfer', who: 'Belastingdienst', text: 'BTW aangifte {quarter}e kwartaal {yyyy} {id9}', amount: -968, varies: 0.3, day: 28, months: [1, 4, 7, 10] },
    { account: 'main', way: 'incasso', who: 'Belastingdienst', text: 'Voorlopige aanslag inkomstenbelasting {yyyy} {id9}', amount: -285, day: 30 },
    { account: 'main', way: 'incasso', who: 'Adobe Systems Software', text: 'Creative Cloud {month} {n8}', amount: -66.49, day: 13 },
    { account: 'main', way: 'incasso', who: 'Moneybird B.V.', text: 'Abonnement boekhouden {month} {n6}', amount: -22, day: 6 },
    { account: 'main', way: 'incasso', who: 'Movir', text: 'Premie arbeidsongeschiktheidsverzekering {month} {id8}', amount: -164.2, day: 3 },
    // home
    { account: 'main', way: 'incasso', who: 'Rabobank Hypotheken', text: 'Hypotheek {month} {yyyy} leningnr {id9}', amount: -936.7, day: 1 },
    { account: 'main', way: 'incasso', who: 'Frank Energie B.V.', text: 'Termijnbedrag energie {month} {id8}', amount: -109, varies: 0.1, day: 7 },
    { account: 'main', way: 'incasso', who: 'PWN Waterleidingbedrijf', text: 'Waternota {month} {id8}', amount: -16.2, day: 12 },
    { account: 'main', way: 'incasso', who: 'KPN B.V.', text: 'Internet en TV factuur {n9}', amount: -57.5, day: 22 },
    { account: 'main', way: 'incasso', who: 'ONVZ Ziektekostenverzekeraar', text: 'Premie zorgverzekering {month} {id8}', amount: -168.1, yearly: 0.05, day: 1 },
    { account: 'main', way: 'incasso', who: 'Brand New Day', text: 'Lijfrente inleg pensioenbeleggen {month}', amount: -150, day: 27 },
    { account: 'main', way: 'fee', who: '', text: 'Kosten Betaalpakket {month}', amount: -3.45, day: 4 },
    { account: 'savings', way: 'interest', who: '', text: 'Creditrente spaarrekening {yyyy}', amount: 118.6, varies: 0.3, day: 1, months: [1] },
  ],
  habits: [
    { account: 'main', way: 'transfer', who: ['Atelier Van Dam', 'Kunsthal Noord', 'Theater De Vest', 'Gemeente Haarlem', 'Brouwerij Spaarne B.V.'], text: ['Betaling factuur {n5}', 'Honorarium {n5}'], amount: [242, 1815], perWeek: 0.35, isIncome: true, weekdays: [1, 2, 3, 4, 5] },
    { account: 'main', way: 'card', who: SUPERMARKETS, amount: [5, 84], perWeek: 3.6 },
    { account: 'main', way: 'card', who: FOOD_SHOPS, amount: [3, 28], perWeek: 1.7 },
    { account: 'main', way: 'card', who: RESTAURANTS, amount: [4, 76], perWeek: 2 },
    { account: 'main', way: 'card', who: TRAIN, amount: [3, 32], perWeek: 1.4, weekdays: [1, 2, 3, 4, 5] },
    { account: 'main', way: 'card', who: PARKING, amount: [3, 16], perWeek: 0.3 },
    { account: 'main', way: 'card', who: CLOTHES, amount: [12, 110], perWeek: 0.4 },
    { account: 'main', way: 'card', who: HOME_SHOPS, amount: [4, 95], perWeek: 0.5 },
    { account: 'main', way: 'card', who: OUTINGS, amount: [10, 60], perWeek: 0.5 },
    { account: 'main', way: 'ideal', who: WEB_SHOPS, text: ['Bestelling {n10}'], amount: [12, 160], perWeek: 0.7, isReturned: 0.12 },
    { account: 'main', way: 'tikkie', who: FRIENDS, text: TIKKIE_REASONS, amount: [4, 38], perWeek: 0.6, step: 0.05 },
    { account: 'main', way: 'cash', who: CASH_MACHINES, amount: [20, 60], perWeek: 0.15, step: 10 },
  ],
  balances: [
    { account: 'main', over: 7500, under: 150, back: 2600, step: 100, surplus: { to: 'savings' }, lack: { to: 'savings' } },
    { account: 'savings', over: 32_000, under: 1000, back: 14_000, step: 1000, surplus: { way: 'transfer', who: 'DEGIRO', text: 'Inleg beleggingsrekening' }, lack: { way: 'transfer', who: 'DEGIRO', text: 'Opname beleggingsrekening' } },
  ],
};
