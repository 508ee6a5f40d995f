import { decorativeText } from '../fields.js';
import { berlinGroupBank, remittanceReference } from './berlin-group.js';
import { NOT_AVAILABLE } from './provider-properties.js';

/** BBVA (Spain) through the Redsys hub, beyond the contract's table. Accounts of other people come masked. */
export const bbva = berlinGroupBank({
  providerKey: 'BBVAESMM',
  name: 'BBVA',
  country: 'ES',
  precision: 'DAY',
  properties: (record) => ({
    ...NOT_AVAILABLE,
    transactionType: decorativeText(record, 'bankTransactionCode'),
    transactionTypeName: decorativeText(record, 'proprietaryBankTransactionCode'),
    remittanceInfo: remittanceReference(record),
  }),
});
