import { providerOf } from '../formats/psd2/providers.js';

/** A bank's name for people; its key where we have none. */
export function bankName(providerKey: string): string {
  return providerOf(providerKey)?.name ?? providerKey;
}
