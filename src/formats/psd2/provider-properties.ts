import { type CurrencyCode, type MinorUnits, toJsonNumber } from '../../domain/money.js';

/**
 * Contract B's `providerProperties`: what a bank says of a transaction beyond the unified fields. Null where the contract's
 * table calls a property not available for the bank, whatever the bank may send.
 */
interface ProviderProperties {
  /** The bank's key, a BIC. */
  readonly providerKey: string;
  readonly transactionId: string | null;
  readonly transactionType: string | null;
  readonly transactionTypeName: string | null;
  readonly reasonCode: string | null;
  readonly purposeCode: string | null;
  /** As the bank gives it, a JSON number of currency units; null where it is ours by calculation. */
  readonly balanceAfterTransaction: number | null;
  readonly remittanceInfo: string | null;
  readonly remittanceInfoType: string | null;
  readonly remittanceInfoIssuer: string | null;
}

/** The columns of the contract's table "Fields per provider"; the rest is read alike for every bank. */
export type TableProperties = Omit<ProviderProperties, 'providerKey' | 'transactionId' | 'balanceAfterTransaction'>;

/** A bank of which the table gives nothing; adapters override what is available. */
export const NOT_AVAILABLE: TableProperties = Object.freeze({
  transactionType: null,
  transactionTypeName: null,
  reasonCode: null,
  purposeCode: null,
  remittanceInfo: null,
  remittanceInfoType: null,
  remittanceInfoIssuer: null,
});

/** What is read alike for every bank. */
interface CommonProperties {
  readonly providerKey: string;
  readonly transactionId: string | null;
  /** The balance after the transaction where the bank itself gives it, in the account's currency. */
  readonly balanceAfterMinor: MinorUnits | null;
  readonly currency: CurrencyCode;
}

/** The properties in the order of the contract's page. */
export function providerProperties(common: CommonProperties, table: TableProperties): Record<string, unknown> {
  const { providerKey, transactionId, balanceAfterMinor, currency } = common;
  const properties: ProviderProperties = {
    providerKey,
    transactionId,
    transactionType: table.transactionType,
    transactionTypeName: table.transactionTypeName,
    reasonCode: table.reasonCode,
    purposeCode: table.purposeCode,
    balanceAfterTransaction: balanceAfterMinor === null ? null : toJsonNumber(balanceAfterMinor, currency),
    remittanceInfo: table.remittanceInfo,
    remittanceInfoType: table.remittanceInfoType,
    remittanceInfoIssuer: table.remittanceInfoIssuer,
  };
  return { ...properties };
}
