import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.js';
import type { BankEndpoint } from './fetch/endpoints.js';
import type { SandboxBankSettings } from './sandbox-bank/settings.js';

/** Path of the simulated bank within the API's own process. */
export const OWN_BANK_PATH = '/sandbox-bank';
const CLIENT_ID = 'saldo';

/** The simulated bank of this process: how it is served, and how the fetcher reaches it. */
export interface OwnBank {
  readonly settings: SandboxBankSettings;
  readonly endpoint: BankEndpoint;
  /** Called once the server knows its address. */
  listensAt(url: string): void;
}

/** A secret nobody knows: with a known one, anybody could announce an address to send people's codes to. */
function secretOf(secretKey: string, what: string): string {
  return createHmac('sha256', secretKey).update(`sandbox bank ${what}`).digest('base64url');
}

/** Builds the simulated bank that runs beside the API. */
export function ownBank({ port, secretKey, publicUrl }: Config, now: () => Date): OwnBank {
  let address = `http://127.0.0.1:${port}`;
  const clientSecret = secretOf(secretKey, 'client');
  return {
    settings: {
      now,
      sleep: async (milliseconds) => sleep(milliseconds),
      secretKey: secretOf(secretKey, 'seals'),
      clientId: CLIENT_ID,
      clientSecret,
    },
    endpoint: {
      providerKey: 'ENABNL2A',
      get baseUrl() {
        return `${address}${OWN_BANK_PATH}`;
      },
      get authorizeUrl() {
        return `${publicUrl ?? address}${OWN_BANK_PATH}/authorize`;
      },
      clientId: CLIENT_ID,
      clientSecret,
    },
    listensAt: (url) => {
      address = url;
    },
  };
}
