import { decorativeText } from '../fields.js';
import { berlinGroupBank, remittanceReference } from './berlin-group.js';
import { NOT_AVAILABLE } from './provider-properties.js';

/** Knab. Savings accounts have a BBAN and no IBAN; the holder stands under `name`. */
export const knab = berlinGroupBank({
  providerKey: 'KNABNL2H',
  name: 'Knab',
  precision: 'DAY',
  ownerFields: ['ownerName', 'name'],
  properties: (record) => ({
    ...NOT_AVAILABLE,
    transactionTypeName: decorativeText(record, 'proprietaryBankTransactionCode'),
    remittanceInfo: remittanceReference(record),
  }),
});
