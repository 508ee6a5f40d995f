import { randomBytes } from 'node:crypto';
import type { FastifyInstance, InjectOptions } from 'fastify';
import pg from 'pg';
import { buildApp } from '../src/api/app.js';
import type { Config } from '../src/config.js';
import { type Context, createContext } from '../src/context.js';
import { parseCompanyRegister } from '../src/formats/company-register.js';
import { RUN_ANALYSIS } from '../src/jobs/queue.js';
import { createClient } from '../src/services/create-client.js';
import { runAnalysis } from '../src/services/run-analysis.js';
import type { RunAnalysisJob } from '../src/services/start-analysis.js';
import type { ClientRole } from '../src/services/tokens.js';
import type { StoreLocation } from '../src/store/open-database.js';
import { DEFAULT_SCHEDULE } from '../src/webhooks/retry-schedule.js';

/** A store of its own for a test file: a fresh database on PostgreSQL when DATABASE_URL is set, else memory. */
export async function freshStore(): Promise<{ store: StoreLocation; drop: () => Promise<void> }> {
  const url = process.env['DATABASE_URL'];
  if (!url) return { store: { kind: 'memory' }, drop: async () => {} };
  const name = `saldo_test_${randomBytes(6).toString('hex')}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await admin(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { store: { kind: 'postgresql', url: own.href }, drop: () => admin(`drop database ${name} with (force)`) };
}

/** The operator's extract of the trade register: one company. */
const REGISTER = `kvk_number,name,legal_form,sbi_activity,start_date,status
87654321,Doe Advies B.V.,Besloten vennootschap,7022 Organisatieadvies,2014-02-28,actief`;

export function configOn(store: StoreLocation): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    store,
    secretKey: 'test key',
    bootstrap: [],
    logLevel: 'silent',
    publicUrl: null,
    bankEndpoints: new Map(),
    sandboxBank: false,
    companyRegister: parseCompanyRegister(REGISTER),
    analysisTimeoutHours: 24,
    eventRetentionDays: 90,
    auditRetentionDays: 1_095,
    trustedProxies: [],
    webhookAllow: { hosts: new Set(), ranges: [] },
    webhookSchedule: DEFAULT_SCHEDULE,
    mail: null,
  };
}

/** What JSON.parse gives: tests read answers by the names of the contract. */
export type Json = ReturnType<typeof JSON.parse>;

/** The API as the server builds it, on a store of its own, without a listening socket. */
export interface AppUnderTest {
  readonly context: Context;
  readonly app: FastifyInstance;
  /** A token for a new client of the project. */
  tokenFor(project: string, usage?: 'personal' | 'business', role?: ClientRole): Promise<string>;
  call(
    token: string,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
  ): Promise<{ status: number; body: Json }>;
  /** Runs every waiting analysis. */
  drainJobs(): Promise<void>;
  close(): Promise<void>;
}

async function drain(context: Context): Promise<void> {
  const { queue } = context.services;
  for (;;) {
    const jobs = await queue.fetch<RunAnalysisJob>(RUN_ANALYSIS, 10);
    if (jobs.length === 0) return;
    for (const job of jobs) {
      await runAnalysis(context.services, job.data, {
        onFault: (error) => {
          throw error;
        },
      });
      await queue.complete(RUN_ANALYSIS, job.id);
    }
  }
}

export async function appUnderTest(): Promise<AppUnderTest> {
  const { store, drop } = await freshStore();
  const context = await createContext(configOn(store), { withWorker: false });
  const app = await buildApp(context);
  return {
    context,
    app,
    tokenFor: async (project, usage = 'personal', role = 'api') => {
      const { clientId, clientSecret } = await createClient(context.services, {
        name: project,
        project,
        role,
        usage,
      });
      return (await context.tokens.issueFor(clientId, clientSecret)).accessToken;
    },
    call: async (token, method, url, body) => {
      const request: InjectOptions = { method, url, headers: { authorization: `Bearer ${token}` } };
      if (body !== undefined) Object.assign(request, { payload: body as object });
      const response = await app.inject(request);
      return { status: response.statusCode, body: response.body === '' ? null : response.json() };
    },
    drainJobs: () => drain(context),
    close: async () => {
      await app.close();
      await context.close();
      await drop();
    },
  };
}
