import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DeliveryNotice, openMailer } from '../../src/webhooks/notify-by-mail.js';
import { type SmtpSink, startSmtpSink } from './smtp-sink.js';

const NOTICE: DeliveryNotice = {
  contactEmails: [],
  level: 'WARNING',
  subscriptionId: 'd3eddda98124fc51d8ef99bf',
  eventName: 'analysis_completed',
  eventId: 'fb7b822f1b57855f55e11383',
  eventIndex: 24,
  target: 'https://hooks.example:8443/path?key=hush',
  triesMade: 6,
  reason: 'answered 503',
  isSubscriptionDisabled: false,
};

let sink: SmtpSink;
beforeAll(async () => {
  sink = await startSmtpSink();
});
beforeEach(() => {
  sink.mails.length = 0;
});
afterAll(() => sink.close());

const OPERATOR = ['operator@lender.example'];

async function mailFor(notice: DeliveryNotice, readers = OPERATOR): Promise<string> {
  const mailer = openMailer({ smtpUrl: sink.url, from: 'saldo@lender.example', to: OPERATOR });
  await mailer.notify(notice);
  mailer.close();
  const [mail] = sink.mails;
  expect([sink.mails.length, mail?.from, mail?.to]).toEqual([1, 'saldo@lender.example', readers]);
  // Soft line breaks of the quoted-printable encoding belong to the wire, not to the text.
  return (mail?.text ?? '').replaceAll('=\r\n', '');
}

describe('a notification mail', () => {
  it('tells what was not delivered where, and nothing of path, query or payload', async () => {
    const text = await mailFor(NOTICE);
    expect(text).toContain('Subject: [Saldo] WARNING: event analysis_completed no. 24 is not delivered');
    expect(text).toContain('https://hooks.example:8443 (subscription d3eddda98124fc51d8ef99bf)');
    expect(text).toContain('after 6 tries');
    expect(text).toContain('answered 503');
    expect(text).toContain('Further tries will follow.');
    expect(text).not.toMatch(/hush|\/path/);
  });

  it('tells when there will be no further try, or the subscription is disabled', async () => {
    expect(await mailFor({ ...NOTICE, level: 'CRITICAL', triesMade: 1 })).toMatch(/after 1 try\.[\s\S]*no further try/);
    sink.mails.length = 0;
    expect(await mailFor({ ...NOTICE, level: 'CRITICAL', isSubscriptionDisabled: true })).toContain('ACTIVE');
  });

  it('goes to the contacts of the project where it has any', async () => {
    const contactEmails = ['credit@lender.example', 'it@lender.example'];
    await mailFor({ ...NOTICE, contactEmails }, contactEmails);
  });

  it('cannot be given other headers by a name', async () => {
    const text = await mailFor({ ...NOTICE, eventName: 'x\r\nBcc: someone@else.example' });
    expect(text.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im);
    expect(sink.mails[0]?.to).toEqual(OPERATOR);
  });

  it('that the server does not take is an error', async () => {
    const mailer = openMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'saldo@lender.example', to: OPERATOR });
    await expect(mailer.notify(NOTICE)).rejects.toThrow();
    mailer.close();
  });
});
