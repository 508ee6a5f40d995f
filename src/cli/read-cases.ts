import { readFileSync } from 'node:fs';
import { parseCalendarDate } from '../domain/calendar-date.js';
import type { Reference } from '../domain/reference.js';
import { readCompiled, referenceOn } from '../reference/load.js';
import { CaseError, parseCases } from '../training/case.js';
import { examplesOf } from '../training/examples.js';
import type { Example } from '../training/scorecard-fit.js';
import { InputError } from './input-error.js';

/** Parameters hold from a day on; cases of all ages are read with those of one day, so that they can be compared. */
const PARAMETERS_OF = '2026-01-15';

/** Reads a text file for a person at the terminal. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}`);
  }
}

/** The reference data by which cases are read and scored. */
export function caseReference(): Reference {
  return referenceOn(readCompiled(), parseCalendarDate(PARAMETERS_OF));
}

/** The examples of a cases file, with progress on standard error. */
export function readExamples(file: string): Example[] {
  try {
    return examplesOf(parseCases(readText(file)), caseReference(), progress('cases analysed'));
  } catch (error) {
    if (error instanceof CaseError) throw new InputError(`${file}: ${error.message}`);
    throw error;
  }
}

/** A line on standard error that is written over while work goes on; without a terminal only its last state. */
export function progress(what: string): (done: number, all: number) => void {
  return (done, all) => {
    const isLast = done === all;
    if (!process.stderr.isTTY && !isLast) return;
    process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}${done}/${all} ${what}${isLast ? '\n' : ''}`);
  };
}
