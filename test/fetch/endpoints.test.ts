import { describe, expect, it } from 'vitest';
import { BankSettingsError, bankEndpointsFrom } from '../../src/fetch/endpoints.js';
import { nextPageOf } from '../../src/fetch/page-links.js';

describe('addresses of banks', () => {
  it('come from the list and from single variables, which count more', () => {
    const endpoints = bankEndpointsFrom({
      SALDO_BANK_URLS: '{"abnanl2a": "https://abn.example/psd2/", "RABONL2U": "https://rabo.example"}',
      SALDO_BANK_RABONL2U_URL: 'https://rabo.test/api',
      SALDO_BANK_RABONL2U_AUTHORIZE_URL: 'https://login.rabo.test/start',
      SALDO_BANK_RABONL2U_CLIENT_ID: 'id',
      SALDO_BANK_RABONL2U_CLIENT_SECRET: 'secret',
    });
    expect(endpoints.get('ABNANL2A')).toMatchObject({
      baseUrl: 'https://abn.example/psd2',
      authorizeUrl: 'https://abn.example/psd2/authorize',
    });
    expect(endpoints.get('RABONL2U')).toEqual({
      providerKey: 'RABONL2U',
      baseUrl: 'https://rabo.test/api',
      authorizeUrl: 'https://login.rabo.test/start',
      clientId: 'id',
      clientSecret: 'secret',
    });
  });

  it('keep what is preset unless the environment names another', () => {
    const preset = {
      providerKey: 'ENABNL2A',
      baseUrl: 'http://127.0.0.1:8080/sandbox-bank',
      authorizeUrl: 'http://127.0.0.1:8080/sandbox-bank/authorize',
      clientId: 'saldo',
      clientSecret: 's',
    };
    expect(bankEndpointsFrom({}, [preset]).get('ENABNL2A')).toBe(preset);
    const other = bankEndpointsFrom({ SALDO_BANK_ENABNL2A_URL: 'http://localhost:8090' }, [preset]);
    expect(other.get('ENABNL2A')?.baseUrl).toBe('http://localhost:8090');
  });

  it.each([
    ['http to another machine', { SALDO_BANK_ABNANL2A_URL: 'http://abn.example' }],
    ['credentials in the address', { SALDO_BANK_ABNANL2A_URL: 'https://user:geheim@abn.example' }],
    ['another scheme', { SALDO_BANK_ABNANL2A_URL: 'file:///etc/passwd' }],
    ['an unknown bank', { SALDO_BANK_XXXXNL2A_URL: 'https://x.example' }],
    ['a list that is no JSON', { SALDO_BANK_URLS: 'ABNANL2A=https://geheim.example' }],
    ['a list of something else', { SALDO_BANK_URLS: '{"ABNANL2A": 7}' }],
  ])('refuse %s', (_what, env) => {
    expect(() => bankEndpointsFrom(env)).toThrow(BankSettingsError);
    expect(() => bankEndpointsFrom(env)).not.toThrow(/geheim/);
  });

  it('allow http for the hosts named', () => {
    const env = { SALDO_BANK_ABNANL2A_URL: 'http://abn.internal', SALDO_BANK_ALLOW_HTTP: 'abn.internal, other' };
    expect(bankEndpointsFrom(env).get('ABNANL2A')?.baseUrl).toBe('http://abn.internal');
  });
});

describe('the next page', () => {
  const BASE = 'https://bank.example/psd2';

  it.each([
    [{ _links: { next: { href: '/psd2/v1/x?page=2' } } }, 'https://bank.example/psd2/v1/x?page=2'],
    [{ transactions: { _links: { next: { href: '/v1/x?page=2' } } } }, 'https://bank.example/psd2/v1/x?page=2'],
    [{ _links: { next: 'https://bank.example/psd2/v1/x' } }, 'https://bank.example/psd2/v1/x'],
    [{ _links: { self: { href: '/v1/x' } } }, null],
    [{ transactions: { booked: [] } }, null],
  ])('of %j is %s', (body, wanted) => {
    expect(nextPageOf(body, BASE)).toBe(wanted);
  });

  it.each([
    'https://evil.example/psd2/v1',
    '//evil.example/x',
    'http://bank.example/psd2/x',
    'https://u:p@bank.example/psd2/x',
  ])('is never at another place: %s', (href) => {
    expect(() => nextPageOf({ _links: { next: { href } } }, BASE)).toThrow('not its own');
  });
});
