// Forecast of the balance in 30 days from what was known before, against "the change of the last 30 days again", on the example
// personae and on the accounts of the PKDD'99 Discovery Challenge. Once from all but the last 30 days of each customer, and once
// from every fifth (personae) or fifteenth (accounts) day before that on which 45 days were known.
import { join } from 'node:path';
import { analyse } from '../dist/engine/analyse.js';
import { asOfDay, berkaAccounts, personae } from './forecast-data.mjs';
import { reference, report } from './measure.mjs';

const HORIZON_DAYS = 30;
const KNOWN_DAYS_MIN = 45;

function daysOf({ insights }) {
  return insights?.affordability.joinedBalances[0]?.days ?? [];
}

/** Forecasts of one customer from days of the past, each beside what happened. */
function backTests({ input }, stepDays) {
  const asOf = input.accounts
    .map(({ balanceDate }) => balanceDate)
    .sort()
    .at(-1);
  const days = daysOf(analyse(input, reference, asOf));
  const tests = [];
  const lastOrigin = days.length - 1 - HORIZON_DAYS;
  for (let origin = lastOrigin; origin >= KNOWN_DAYS_MIN - 1; origin -= stepDays) {
    const { date, balanceMinor } = days[origin];
    const { insights } = analyse(asOfDay(input, date), reference, date);
    const forecast = insights?.forecast?.days[HORIZON_DAYS - 1];
    if (!forecast) continue;
    const actual = days[origin + HORIZON_DAYS].balanceMinor;
    const repeated = balanceMinor + (balanceMinor - days[origin - HORIZON_DAYS].balanceMinor);
    tests.push({
      isLatest: origin === lastOrigin,
      error: Math.abs(forecast.middleMinor - actual),
      repeatedError: Math.abs(repeated - actual),
      unchangedError: Math.abs(balanceMinor - actual),
      isWithin: forecast.lowMinor <= actual && actual <= forecast.highMinor,
    });
  }
  return tests;
}

function reportOn(name, tests, customers) {
  const sum = (key) => tests.reduce((total, test) => total + Number(test[key]), 0);
  const detail = {
    customers,
    forecasts: tests.length,
    meanErrorMinor: Math.round(sum('error') / tests.length),
    gainOnUnchanged: Number((1 - sum('error') / sum('unchangedError')).toFixed(3)),
  };
  report(`forecast-gain-${name}`, 1 - sum('error') / sum('repeatedError'), 'share', 'higher', detail);
  report(`forecast-band-${name}`, sum('isWithin') / tests.length, 'share', '0.75 to 0.85', { forecasts: tests.length });
}

function measure(name, customers, stepDays) {
  const tested = customers.map((customer) => backTests(customer, stepDays)).filter((tests) => tests.length > 0);
  const tests = tested.flat();
  reportOn(
    `${name}-latest`,
    tests.filter(({ isLatest }) => isLatest),
    tested.length,
  );
  reportOn(`${name}-rolling`, tests, tested.length);
}

measure('personae', personae(), 5);
const shared = process.env.SALDO_SHARED_DATA;
const berka = shared === undefined ? null : berkaAccounts(join(shared, 'berka'));
if (berka === null) console.error('forecast: no Berka accounts: set SALDO_SHARED_DATA to the folder that holds berka/');
else measure('berka', berka, 15);
