import { type Command, Option } from 'commander';
import { configFrom } from '../config.js';
import { MoneyError, parseCurrency } from '../domain/money.js';
import { InputError } from './input-error.js';

interface ClientCreateOptions {
  readonly name: string;
  readonly project: string;
  readonly role: 'api' | 'connector' | 'operator';
  readonly config: string;
  readonly currency: string;
  readonly profile: 'personal' | 'business';
  readonly country?: string;
  readonly connector?: string;
  readonly json?: boolean;
}

/** Registers `saldo client create`. */
export function clientCommand(program: Command): void {
  program
    .command('client')
    .description('programs that may use the API')
    .command('create')
    .description('create a client, and its project if there is none of that name; prints the secret this once')
    .requiredOption('--name <name>', 'what the client is called')
    .requiredOption('--project <name>', 'project it belongs to')
    .addOption(
      new Option('--role <role>', 'what it may do').choices(['api', 'connector', 'operator']).makeOptionMandatory(),
    )
    .option('--config <json>', 'object that a connector is given back with its service account', '{}')
    .option('--currency <code>', 'currency of the project, when it is created', 'EUR')
    .addOption(
      new Option('--profile <kind>', 'whose accounts the project looks at, when it is created')
        .choices(['personal', 'business'])
        .default('personal'),
    )
    .option('--country <code>', 'country of the project, when it is created: ISO 3166 alpha-2')
    .option(
      '--connector <client id>',
      'the one connector that serves this client; every connector of the project by default',
    )
    .option('--json', 'print one JSON object')
    .action(runClientCreate);
}

async function runClientCreate({ profile, country, json, ...options }: ClientCreateOptions): Promise<void> {
  const wanted = {
    ...options,
    ...(country === undefined ? {} : { country: countryFrom(country) }),
    config: objectFrom(options.config),
    currency: currencyFrom(options.currency),
    usage: profile,
  };
  const settings = configFrom(process.env);
  const [{ createContext }, { createClient }] = await Promise.all([
    import('../context.js'),
    import('../services/create-client.js'),
  ]);
  const context = await createContext(settings, { withWorker: false });
  try {
    const { clientId, clientSecret, projectId } = await createClient(context.services, wanted);
    const text = json
      ? JSON.stringify({ clientId, clientSecret, projectId })
      : `client id: ${clientId}\nclient secret: ${clientSecret}\nThe secret is not shown again.`;
    process.stdout.write(`${text}\n`);
  } finally {
    await context.close();
  }
}

function objectFrom(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new InputError('--config is not a JSON object: give one such as {"apiKey":"…"}');
}

function countryFrom(text: string): string {
  if (/^[A-Z]{2}$/.test(text.toUpperCase())) return text.toUpperCase();
  throw new InputError('--country is not a country code: give two letters such as FR');
}

function currencyFrom(text: string): string {
  try {
    return parseCurrency(text);
  } catch (error) {
    if (error instanceof MoneyError) throw new InputError(`--currency ${error.message}: give a code such as EUR`);
    throw error;
  }
}
