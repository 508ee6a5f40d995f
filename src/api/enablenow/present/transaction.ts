import { z } from 'zod';
import { toJsonNumber } from '../../../domain/money.js';
import { leaf } from '../../../domain/taxonomy/taxonomy.js';
import { uuidOf } from '../../../domain/uuid.js';
import type { CategorisedTransaction } from '../../../services/list-transactions.js';
import { transactionDateTime } from '../../../services/transaction-date-time.js';
import { uuid } from '../ids.js';

const z2Schema = z
  .object({
    category: z.string(),
    confidence: z.number().min(0).max(1),
    entity: z.string().nullable(),
    flags: z.array(z.string()),
  })
  .meta({ id: 'Z2Category' });

const categorySchema = z
  .object({
    l0Name: z.string().optional(),
    l1Name: z.string().optional(),
    l2Name: z.string().optional(),
    l3Name: z.string().optional(),
    code: z.string().optional(),
    z2: z2Schema.optional(),
  })
  .meta({ id: 'TransactionCategory', description: 'Top level: engine z1. There only after a job of the engine.' });

const text = z.string().nullable();

const providerPropertiesSchema = z
  .looseObject({
    providerKey: z.string(),
    transactionId: text,
    transactionType: text,
    transactionTypeName: text,
    reasonCode: text,
    purposeCode: text,
    balanceAfterTransaction: z.number().nullable(),
    remittanceInfo: text.optional(),
    remittanceInfoType: text.optional(),
    remittanceInfoIssuer: text.optional(),
  })
  .meta({ id: 'ProviderProperties' });

export const transactionSchema = z
  .object({
    id: uuid,
    accountNumber: text,
    accountId: uuid,
    description: z.string(),
    bookDate: z.string().meta({ format: 'date' }),
    transactionDateTime: z.string().meta({ format: 'date-time' }),
    amount: z.number().describe('Negative is a debit'),
    balanceAfterTransaction: z.number().nullable(),
    currency: z.string(),
    counterpartDescription: text,
    counterpartAccountNumber: text,
    providerProperties: providerPropertiesSchema,
    category: categorySchema.optional(),
  })
  .meta({ id: 'BankTransaction' });

type WireTransaction = z.infer<typeof transactionSchema>;

/** A transaction as the contract lists it. */
export function presentTransaction(listed: CategorisedTransaction): WireTransaction {
  const { transaction, iban } = listed;
  const { currency, balanceAfterMinor } = transaction;
  const category = categoryOf(listed);
  return {
    id: uuidOf(transaction.id),
    accountNumber: iban,
    accountId: uuidOf(transaction.accountId),
    description: transaction.description,
    bookDate: transaction.bookingDate ?? transaction.date,
    transactionDateTime: transactionDateTime(transaction),
    amount: toJsonNumber(transaction.amountMinor, currency),
    balanceAfterTransaction: balanceAfterMinor === null ? null : toJsonNumber(balanceAfterMinor, currency),
    currency,
    counterpartDescription: transaction.counterpartyName,
    counterpartAccountNumber: transaction.counterpartyAccount,
    providerProperties: propertiesOf(listed),
    ...(category === undefined ? {} : { category }),
  };
}

/** Properties of remittance information are optional on the contract: left out where the bank has none. */
const OPTIONAL_PROPERTIES: readonly string[] = ['remittanceInfo', 'remittanceInfoType', 'remittanceInfoIssuer'];

/** As the bank's adapter gave them; the balance is ours by calculation where the bank gives none. */
function propertiesOf({ transaction }: CategorisedTransaction): WireTransaction['providerProperties'] {
  const { providerProperties, balanceAfterMinor, currency } = transaction;
  const given = (providerProperties ?? {}) as Partial<WireTransaction['providerProperties']>;
  const told = Object.entries(given).filter(([name, value]) => value !== null || !OPTIONAL_PROPERTIES.includes(name));
  const calculated = balanceAfterMinor === null ? null : toJsonNumber(balanceAfterMinor, currency);
  return {
    providerKey: '',
    transactionId: null,
    transactionType: null,
    transactionTypeName: null,
    reasonCode: null,
    purposeCode: null,
    ...Object.fromEntries(told),
    balanceAfterTransaction: given.balanceAfterTransaction ?? calculated,
  };
}

function categoryOf({ categories: { z1, z2 } }: CategorisedTransaction): WireTransaction['category'] {
  if (!z1 && !z2) return undefined;
  const code = z1 && leaf(z1.leaf).z1;
  return {
    ...(code && {
      l0Name: code.l0Name,
      l1Name: code.l1Name,
      l2Name: code.l2Name,
      l3Name: code.l3Name,
      code: code.code,
    }),
    ...(z2 && {
      z2: { category: leaf(z2.leaf).z2, confidence: z2.confidence, entity: z2.entity, flags: [...z2.flags] },
    }),
  };
}
