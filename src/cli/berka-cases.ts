import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { berkaCases } from '../training/berka-cases.js';
import { InputError } from './input-error.js';

/** Registers `saldo berka-cases`. */
export function berkaCasesCommand(program: Command): void {
  program
    .command('berka-cases')
    .description('turn a folder of the PKDD’99 financial data into cases, one JSON object a line')
    .argument('<dir>', 'folder with loan.csv and transactions*.csv')
    .action((dir: string) => {
      if (!existsSync(dir)) throw new InputError(`${dir} does not exist`);
      const cases = berkaCases(dir);
      process.stdout.write(cases.map((one) => `${JSON.stringify(one)}\n`).join(''));
      const bad = cases.filter(({ outcome }) => outcome === 'bad').length;
      process.stderr.write(`${cases.length} cases, ${bad} of them bad\n`);
    });
}
