import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, configFrom } from '../src/config.js';
import { DEFAULT_SCHEDULE } from '../src/webhooks/retry-schedule.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'saldo-config-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the configuration', () => {
  it('needs nothing: an embedded store with a key of its own, kept for the next start and for nobody else', () => {
    const config = configFrom({ SALDO_DATA_DIR: directory });
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, logLevel: 'info', bootstrap: [] });
    expect(config.store).toEqual({ kind: 'directory', path: directory });
    expect(configFrom({ SALDO_DATA_DIR: directory }).secretKey).toBe(config.secretKey);
    const file = join(directory, 'secret-key');
    expect(readFileSync(file, 'utf8')).toBe(config.secretKey);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('refuses an empty key file instead of hashing with nothing', () => {
    writeFileSync(join(directory, 'secret-key'), '');
    expect(() => configFrom({ SALDO_DATA_DIR: directory })).toThrow(/SALDO_SECRET_KEY/);
  });

  it('wants a shared key with PostgreSQL', () => {
    const env = { DATABASE_URL: 'postgres://localhost/saldo' };
    expect(() => configFrom(env)).toThrow(/SALDO_SECRET_KEY/);
    expect(configFrom({ ...env, SALDO_SECRET_KEY: 'k' }).store).toEqual({
      kind: 'postgresql',
      url: env.DATABASE_URL,
    });
  });

  it('reads bootstrap clients', () => {
    const env = { SALDO_DATA_DIR: directory, SALDO_BOOTSTRAP: 'p:api:id:secret, q:connector:id2:secret2:GBP:business' };
    expect(configFrom(env).bootstrap).toEqual([
      { project: 'p', role: 'api', clientId: 'id', clientSecret: 'secret', currency: 'EUR', usage: 'personal' },
      { project: 'q', role: 'connector', clientId: 'id2', clientSecret: 'secret2', currency: 'GBP', usage: 'business' },
    ]);
  });

  const wrong = ['p:api:id', 'p:king:id:s', 'p:api:id:s:EURO', 'p:api:id:s:EUR:club', 'p:api:id:s:EUR:personal:more'];
  it.each(wrong)('refuses %s as a bootstrap client, without repeating its secret', (entry) => {
    const read = () => configFrom({ SALDO_DATA_DIR: directory, SALDO_BOOTSTRAP: entry.replace(':s', ':hush') });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/^(?!.*hush)/s);
  });

  it('reads an extract of the trade register, or says what is wrong with it', () => {
    const file = join(directory, 'register.csv');
    const read = () => configFrom({ SALDO_DATA_DIR: directory, SALDO_COMPANY_REGISTER: file }).companyRegister;
    expect(configFrom({ SALDO_DATA_DIR: directory }).companyRegister.companies.size).toBe(0);
    expect(read).toThrow(/SALDO_COMPANY_REGISTER.*cannot be read/);
    writeFileSync(file, 'kvk_number,name\n12345678,Caf\u00e9\n1,Caf\u00e9\n');
    expect(read().companies.get('12345678')).toMatchObject({ name: 'Caf\u00e9' });
    expect(read().refused).toMatchObject([{ line: 3, field: 'kvk_number' }]);
    writeFileSync(file, Buffer.from('kvk_number,name\n12345678,Caf\u00e9\n', 'latin1'));
    expect(read).toThrow(/UTF-8/);
    writeFileSync(file, 'number,name\n');
    expect(read).toThrow(ConfigError);
  });

  it('reads how webhooks and their mail go out', () => {
    const plain = configFrom({ SALDO_DATA_DIR: directory });
    expect(plain).toMatchObject({ webhookSchedule: DEFAULT_SCHEDULE, mail: null });
    expect(plain.webhookAllow).toEqual({ hosts: new Set(), ranges: [] });
    const config = configFrom({
      SALDO_DATA_DIR: directory,
      SALDO_WEBHOOK_ALLOW: '127.0.0.1/32, Hooks.internal',
      SALDO_WEBHOOK_SCHEDULE: '0, 0.5, 2',
      SALDO_SMTP_URL: 'smtp://user:hush@mail.example',
      SALDO_MAIL_FROM: 'saldo@lender.example',
    });
    expect(config.webhookAllow.hosts).toEqual(new Set(['hooks.internal']));
    expect(config.webhookAllow.ranges).toHaveLength(1);
    expect(config.webhookSchedule).toEqual([0, 0.5, 2]);
    const mail = { smtpUrl: 'smtp://user:hush@mail.example', from: 'saldo@lender.example' };
    expect(config.mail).toEqual({ ...mail, to: ['saldo@lender.example'] });
    const withReaders = configFrom({
      SALDO_DATA_DIR: directory,
      SALDO_SMTP_URL: mail.smtpUrl,
      SALDO_MAIL_FROM: mail.from,
      SALDO_MAIL_TO: 'ops@lender.example, it@lender.example',
    });
    expect(withReaders.mail).toEqual({ ...mail, to: ['ops@lender.example', 'it@lender.example'] });
  });

  it('reads whose word on the caller’s address is taken', () => {
    const read = (env: object) => configFrom({ SALDO_DATA_DIR: directory, ...env }).trustedProxies;
    expect(read({})).toEqual([]);
    expect(read({ SALDO_TRUSTED_PROXIES: '10.0.0.0/8, ::1,192.0.2.7' })).toEqual(['10.0.0.0/8', '::1', '192.0.2.7']);
  });

  it('reads how long events and the access log are kept', () => {
    const read = (env: object) => {
      const { eventRetentionDays, auditRetentionDays } = configFrom({ SALDO_DATA_DIR: directory, ...env });
      return [eventRetentionDays, auditRetentionDays];
    };
    expect(read({})).toEqual([90, 1_095]);
    expect(read({ SALDO_EVENT_RETENTION_DAYS: '30', SALDO_AUDIT_RETENTION_DAYS: 'never' })).toEqual([30, null]);
    for (const wrong of ['0', '-1', 'long', '40000'])
      expect(() => read({ SALDO_EVENT_RETENTION_DAYS: wrong })).toThrow(/SALDO_EVENT_RETENTION_DAYS/);
  });

  it('wants a sender for its mail, and never repeats the password', () => {
    const read = (env: object) => () => configFrom({ SALDO_DATA_DIR: directory, ...env });
    expect(read({ SALDO_SMTP_URL: 'smtp://user:hush@mail.example' })).toThrow(/^(?!.*hush).*SALDO_MAIL_FROM/s);
    const mail = { SALDO_SMTP_URL: 'smtp://user:hush@mail.example', SALDO_MAIL_FROM: 'saldo@lender.example' };
    expect(read({ ...mail, SALDO_MAIL_TO: 'ops@lender.example; it' })).toThrow(/^(?!.*hush).*SALDO_MAIL_TO/s);
    expect(read({ SALDO_SMTP_URL: 'http://user:hush@mail.example' })).toThrow(/^(?!.*hush).*SALDO_SMTP_URL/s);
  });

  it.each([
    { PORT: 'x' },
    { PORT: '70000' },
    { LOG_LEVEL: 'loud' },
    { SALDO_WEBHOOK_ALLOW: '10.0.0.0/99' },
    { SALDO_TRUSTED_PROXIES: '10.0.0.0/8, proxy.example' },
    { SALDO_TRUSTED_PROXIES: '10.1' },
    { SALDO_WEBHOOK_SCHEDULE: '0;5' },
  ])('names the variable at fault in %o', (env) => {
    expect(() => configFrom({ SALDO_DATA_DIR: directory, ...env })).toThrow(Object.keys(env)[0]);
  });
});
