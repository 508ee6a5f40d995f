import swagger, { type SwaggerTransformObject } from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { ERRORS } from '../domain/errors.js';
import { ENGINE_VERSION } from '../engine/version.js';
import { OWN_BANK_PATH } from '../own-bank.js';
import { problemStatusOf } from './enablenow/problem.js';
import { type ErrorForm, withWhatHoldsEverywhere } from './open-api-everywhere.js';
import { type Examples, readExamples, withExamples } from './open-api-examples.js';

/** A contract as it is described. */
export interface ContractDescription {
  /** Name of its committed file and of its route, without `.json`. */
  readonly name: 'algoan' | 'enablenow';
  readonly title: string;
  readonly description: string;
  /** Whether a route's address belongs to it. */
  readonly holds: (url: string) => boolean;
  /** In which form it tells errors: the name of the shared schema, and its media type. */
  readonly errors: ErrorForm;
}

const UNDER_CFA = /^\/cfa\//;
/** The simulated bank speaks as banks do; it is no contract of ours. */
const OF_BANK = `${OWN_BANK_PATH}/`;

export const CONTRACTS: readonly ContractDescription[] = [
  {
    name: 'algoan',
    title: 'Saldo: customers and analyses',
    description:
      'Contract A, "customers and analyses": post a customer and an analysis with bank accounts, poll it, read credit insights.',
    holds: (url) => !UNDER_CFA.test(url) && !url.startsWith(OF_BANK),
    errors: { schema: 'Error', mediaType: 'application/json', statusOf: (code) => ERRORS[code].status },
  },
  {
    name: 'enablenow',
    title: 'Saldo: account information and cash-flow analysis',
    description:
      'Contract B, "account information and cash-flow analysis": ask a user for a consent, read accounts and transactions, categorise and analyse them. Names and words of requests are taken in any letter case. Webhooks: subscribe at /v2/subscriptions to transactions.fetched, consent.status.updated, consent.accounts.updated, categorizationjob.completed, analysisjob.completed.',
    holds: (url) => UNDER_CFA.test(url),
    errors: { schema: 'Problem', mediaType: 'application/problem+json', statusOf: problemStatusOf },
  },
];

type Named = Readonly<Record<string, unknown>>;

/** The names of shared schemas that a text of JSON refers to. */
function referredIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
}

/** The shared schemas that the paths use, themselves or through others, in the order in which they were named. */
function usedSchemas(paths: unknown, schemas: Named): Named {
  const used = new Set<string>();
  let next = referredIn(paths);
  while (next.length > 0) {
    for (const name of next) used.add(name);
    next = next.flatMap((name) => referredIn(schemas[name] ?? {})).filter((name) => !used.has(name));
  }
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
}

/**
 * Names the shared schemas. The library adds to each a variant for requests (`…Input`), and all of both contracts; those
 * that no route of this one takes are left out.
 */
export const nameSchemas: SwaggerTransformObject = (document) => {
  const named = jsonSchemaTransformObject(document);
  const components = ('components' in named && named.components) || {};
  const schemas = usedSchemas('paths' in named ? named.paths : {}, (components.schemas ?? {}) as Named);
  return { ...named, components: { ...components, schemas } } as typeof named;
};

function decoratorOf({ name }: ContractDescription): 'swagger' | 'swaggerOfEnableNow' {
  return name === 'algoan' ? 'swagger' : 'swaggerOfEnableNow';
}

/** Describes each contract in a document of its own. Registered before the routes. */
export async function describeContracts(app: FastifyInstance): Promise<void> {
  for (const contract of CONTRACTS) {
    const { title, description, holds } = contract;
    await app.register(swagger, {
      decorator: decoratorOf(contract),
      openapi: {
        openapi: '3.1.0',
        info: { title, description, version: ENGINE_VERSION },
        components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      },
      transform: (given) => {
        const { schema, url } = jsonSchemaTransform(given);
        return { schema: holds(url) ? schema : { ...schema, hide: true }, url };
      },
      transformObject: nameSchemas,
    });
  }
}

const RECORDED = new Map(CONTRACTS.map(({ name }) => [name, readExamples(name)]));

/** The description of a contract as the routes give it, with examples out of real answers. */
export function documentOf(
  app: FastifyInstance,
  name: ContractDescription['name'],
  examples: Examples | undefined = RECORDED.get(name),
): object {
  const described = app as FastifyInstance & { readonly swaggerOfEnableNow?: () => object };
  const document = name === 'algoan' ? app.swagger() : (described.swaggerOfEnableNow?.() ?? {});
  const contract = CONTRACTS.find((one) => one.name === name);
  const whole = contract === undefined ? document : withWhatHoldsEverywhere(document, contract.errors);
  return examples === undefined ? whole : withExamples(whole, examples);
}

/** The same in the form in which it is committed. */
export function openApiText(app: FastifyInstance, name: ContractDescription['name'], examples?: Examples): string {
  return `${JSON.stringify(documentOf(app, name, examples), null, 2)}\n`;
}
