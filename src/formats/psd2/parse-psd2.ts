import { AppError } from '../../domain/errors.js';
import type { ImportBatch } from '../../domain/import.js';
import type { JsonObject } from '../fields.js';
import type { ReadOptions } from '../read-records.js';
import { PROVIDERS, providerOf } from './providers.js';
import { readBank } from './read-bank.js';

/**
 * Reads a bank's raw PSD2 answers, `{providerKey, accounts, details, fetchedAt?}` as `readBank` says; throws AppError
 * BAD_REQUEST when `providerKey` is the BIC of no bank that is read.
 */
export function parsePsd2(json: JsonObject, options: ReadOptions): ImportBatch {
  const given = json['providerKey'];
  const bank = typeof given === 'string' ? providerOf(given) : null;
  if (bank === null) {
    const keys = PROVIDERS.map(({ providerKey }) => providerKey).join(', ');
    throw new AppError('BAD_REQUEST', `providerKey is not the BIC of a bank that is read: give one of ${keys}`);
  }
  return readBank(bank, json, options);
}
