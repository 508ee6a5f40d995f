import { createHmac } from 'node:crypto';
import type { Context } from '../context.js';
import { parseCalendarDate } from '../domain/calendar-date.js';
import { AppError } from '../domain/errors.js';
import { createClient } from '../services/create-client.js';
import { loadExamples } from './load-examples.js';

const CLIENT_ID = 'example-client';

/**
 * Makes sure of a client to try the API with, loads the example customers when that client is new, and prints what to try.
 * The secret follows from this installation's key, so that a later start can print it again although only its hash is kept.
 */
export async function offerExamples({ services, config }: Context, baseUrl: string): Promise<void> {
  const clientSecret = createHmac('sha256', config.secretKey).update('example client').digest('base64url').slice(0, 32);
  const target = { baseUrl, clientId: CLIENT_ID, clientSecret };
  const today = parseCalendarDate(services.now().toISOString().slice(0, 10));
  if (await isNew(services, clientSecret)) {
    const loaded = await loadExamples(target, today);
    process.stdout.write(`loaded ${loaded.length} example customers\n`);
  }
  process.stdout.write(`client id: ${CLIENT_ID}\nclient secret: ${clientSecret}\n\n${tour(target)}`);
}

async function isNew(services: Context['services'], clientSecret: string): Promise<boolean> {
  const client = {
    name: 'Example client',
    project: 'Examples',
    role: 'api' as const,
    clientId: CLIENT_ID,
    clientSecret,
  };
  try {
    await createClient(services, client);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'ALREADY_EXISTS') return false;
    throw error;
  }
}

interface Target {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

function tour({ baseUrl, clientId, clientSecret }: Target): string {
  return `Try:
  TOKEN=$(curl -s ${baseUrl}/v2/oauth/token -d grant_type=client_credentials -d client_id=${clientId} -d client_secret=${clientSecret} | node -pe 'JSON.parse(require("fs").readFileSync(0)).access_token')
  curl -s ${baseUrl}/v2/customers -H "Authorization: Bearer $TOKEN"

${baseUrl}/docs describes every route. Ctrl-C stops.
`;
}
