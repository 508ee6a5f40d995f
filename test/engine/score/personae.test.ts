import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/engine/index.js';
import { AS_OF, loadPersona, PERSONAE, REFERENCE } from '../../personae/load-persona.js';

function scoresOf(name: string) {
  const file = PERSONAE.find((persona) => persona.endsWith(`__${name}`));
  if (file === undefined) throw new Error(`no persona ${name}`);
  const { scores } = analyse(loadPersona(file), REFERENCE, AS_OF);
  if (scores === null) throw new Error(`${name} has no score`);
  return scores;
}

const credit = (name: string) => scoresOf(name).creditScore.value;

describe('scores of the personae', () => {
  it('lie in the published bands', () => {
    expect(credit('padme_amidala')).toBeGreaterThanOrEqual(800);
    expect(credit('luke_skywalker')).toBeGreaterThanOrEqual(400);
    expect(credit('luke_skywalker')).toBeLessThanOrEqual(600);
    expect(credit('harry_potter')).toBeGreaterThanOrEqual(100);
    expect(credit('harry_potter')).toBeLessThanOrEqual(250);
    expect(credit('james_watson')).toBeLessThan(100);
  });

  it('stand in the published order', () => {
    const order = ['padme_amidala', 'raquel_murillo', 'sarah_connor', 'luke_skywalker', 'harry_potter', 'james_watson'];
    const values = order.map(credit);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(values[0]).toBeGreaterThan(values[1] ?? 1000);
    expect(Math.abs(credit('sarah_connor') - credit('dana_scully_be-fr'))).toBeLessThanOrEqual(25);
    const payment = order.map((name) => scoresOf(name).paymentScore.value);
    expect(payment).toEqual([...payment].sort((a, b) => b - a));
  });

  it('tell why, in four languages, with the transactions behind', () => {
    const { creditScore } = scoresOf('james_watson');
    const gambling = creditScore.reasons.find(({ code }) => code === 'gambling.share');
    expect(gambling?.points).toBeLessThan(0);
    expect(gambling?.transactionIds.length).toBeGreaterThan(0);
    expect(gambling?.sentences).toEqual({
      en: 'This lowered your score: 30 % of your income was staked on gambling (reference 0 %).',
      fr: 'Ceci a abaissé votre score : 30 % de vos revenus ont été misés aux jeux d’argent (référence 0 %).'.replace(
        '’',
        "'",
      ),
      nl: 'Dit verlaagde uw score: 30 % van uw inkomen is ingezet bij kansspelen (referentie 0 %).',
      es: 'Esto ha bajado su puntuación: el 30 % de sus ingresos se apostó en juegos de azar (referencia 0 %).',
    });
    const balance = creditScore.reasons.find(({ code }) => code === 'balance.negative_days_share');
    expect(balance?.sentences.en).toMatch(/an account was overdrawn .* \(gambling left out of the balances\)\.$/);
    const sizes = creditScore.reasons.map(({ points }) => Math.abs(points));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(scoresOf('padme_amidala').creditScore.reasons.some(({ points }) => points > 0)).toBe(true);
  });

  it('give indicators between −5 and +5 that follow the same order of the extremes', () => {
    const best = scoresOf('padme_amidala').creditScore.indicators;
    const worst = scoresOf('james_watson').creditScore.indicators;
    for (const name of ['livingStandard', 'budgetManagement', 'financialEvolution'] as const) {
      expect(best[name]).toBeGreaterThan(worst[name]);
      expect(Math.abs(worst[name])).toBeLessThanOrEqual(5);
    }
  });

  it('know no persona: nothing of the score data holds a word of theirs', () => {
    const words = JSON.stringify(REFERENCE.scores).toLowerCase();
    for (const name of PERSONAE.flatMap((persona) => persona.split('__')[1]?.split(/[_-]/) ?? [])) {
      if (name.length > 4 && !/account|type|supported|currency|enough|transactions/.test(name))
        expect(words).not.toContain(name);
    }
  });
});
