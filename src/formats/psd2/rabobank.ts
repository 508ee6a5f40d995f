import { decorativeText } from '../fields.js';
import { berlinGroupBank, remittanceReference } from './berlin-group.js';
import { NOT_AVAILABLE } from './provider-properties.js';

/**
 * Rabobank. Numbers its entries instead of giving transaction ids, writes structured remittance as plain text, and has been
 * seen to name the number of an amount `amount` and `value`.
 */
export const rabobank = berlinGroupBank({
  providerKey: 'RABONL2U',
  name: 'Rabobank',
  precision: 'FRACTION',
  momentFields: ['raboBookingDateTime'],
  amountFields: ['amount', 'value'],
  properties: (record) => ({
    ...NOT_AVAILABLE,
    transactionType: decorativeText(record, 'raboDetailedTransactionType'),
    transactionTypeName: decorativeText(record, 'raboTransactionTypeName'),
    reasonCode: decorativeText(record, 'reasonCode'),
    purposeCode: decorativeText(record, 'purposeCode'),
    remittanceInfo: remittanceReference(record),
  }),
});
