import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type CalendarDate, isCalendarDate } from '../../domain/calendar-date.js';
import { type Body, CustomerView, transactionBody } from '../api-answers.js';
import type { SandboxBank } from '../bank.js';
import type { FaultKind } from '../faults.js';
import { dutchDayAt } from '../generate/bank-time.js';
import { accountIban } from '../generate/payments.js';
import { personOf } from '../people/people.js';
import type { AccountPlan, Person } from '../people/person.js';
import { HANG_MS, PAGE_SIZE, SLOW_MS } from '../settings.js';
import { bearerOf } from './consents.js';
import { refuse } from './refusals.js';

const RETRY_AFTER_SECONDS = 2;
const MS_PER_SECOND = 1_000;

type Query = Readonly<Record<string, string | undefined>>;

/** A request that may be answered: whose it is, and what goes wrong with it on demand. */
interface Asked {
  readonly person: Person;
  readonly fault: FaultKind | null;
}

/** `GET /v1/accounts`, `…/{id}/balances`, `…/{id}/transactions`. */
export function accountRoutes(app: FastifyInstance, bank: SandboxBank): void {
  app.get('/v1/accounts', async (request, reply) => {
    const asked = await admit(bank, request, reply);
    if (asked === null) return reply;
    return reply.send(new CustomerView(asked.person, bank.settings.now()).accounts(bank.base));
  });

  app.get<{ Params: { id: string } }>('/v1/accounts/:id/balances', async (request, reply) => {
    const asked = await admit(bank, request, reply);
    if (asked === null) return reply;
    const view = new CustomerView(asked.person, bank.settings.now());
    const account = view.account(request.params.id);
    if (account === null)
      return refuse(reply, 404, 'RESOURCE_UNKNOWN', 'the consent gives no access to such an account');
    return reply.send(view.balances(account));
  });

  app.get<{ Params: { id: string }; Querystring: Query }>('/v1/accounts/:id/transactions', async (request, reply) => {
    const asked = await admit(bank, request, reply);
    if (asked === null) return reply;
    const page = pageOf(bank, request.query);
    if (page === null) {
      return refuse(reply, 400, 'FORMAT_ERROR', 'dateFrom, dateTo and bookingStatus=booked|pending|both are needed');
    }
    const view = new CustomerView(asked.person, new Date(page.asOf * MS_PER_SECOND));
    const account = view.account(request.params.id);
    if (account === null)
      return refuse(reply, 404, 'RESOURCE_UNKNOWN', 'the consent gives no access to such an account');
    return reply.send(transactionsPage(bank, view, account, page, asked.fault === 'malformed-record'));
  });
}

/** Checks token, consent and demanded faults; null when the reply is already sent. */
async function admit(bank: SandboxBank, request: FastifyRequest, reply: FastifyReply): Promise<Asked | null> {
  const access = bank.seals.open(bearerOf(request), 'access');
  const consentId = request.headers['consent-id'];
  const person = personOf(access?.personId ?? '');
  if (access === null || person === null) {
    refuse(reply, 401, 'TOKEN_EXPIRED', 'the access token is unknown or expired');
    return null;
  }
  const isValid = consentId === access.consentId && bank.seals.open(access.consentId, 'consent') !== null;
  if (!isValid || bank.isEnded(access.consentId ?? '')) {
    refuse(reply, 401, 'CONSENT_INVALID', 'the header Consent-ID names no valid consent of this token');
    return null;
  }
  const { sandboxFault } = request.query as Query;
  const header = request.headers['x-sandbox-fault'];
  const asked = sandboxFault ?? (typeof header === 'string' ? header : undefined) ?? access.fault;
  const fault = bank.faults.next(access.consentId ?? '', asked);
  return (await isAnsweredBy(fault, bank, reply)) ? null : { person, fault };
}

/** Lets the demanded fault happen; true when it is the answer. */
async function isAnsweredBy(fault: FaultKind | null, bank: SandboxBank, reply: FastifyReply): Promise<boolean> {
  const { settings } = bank;
  switch (fault) {
    case 'timeout':
      await settings.sleep(settings.hangMs ?? HANG_MS);
      return false;
    case 'slow':
      await settings.sleep(settings.slowMs ?? SLOW_MS);
      return false;
    case 'rate-limit':
      reply.header('retry-after', String(RETRY_AFTER_SECONDS));
      refuse(reply, 429, 'ACCESS_EXCEEDED', 'too many requests: wait as Retry-After says');
      return true;
    case 'server-error':
      refuse(reply, 503, 'SERVICE_UNAVAILABLE', 'the bank is out of order');
      return true;
    case 'not-json':
      reply.type('text/html').send('<!doctype html><title>Storing</title><p>Even geduld a.u.b.');
      return true;
    case 'revoked':
      refuse(reply, 401, 'CONSENT_INVALID', 'the person ended the consent');
      return true;
    case 'expired-token':
      refuse(reply, 401, 'TOKEN_EXPIRED', 'the access token is unknown or expired');
      return true;
    default:
      return false;
  }
}

/** A page asked for. The moment of the first page counts for all: what happens meanwhile shifts nothing. */
interface Page {
  readonly dateFrom: CalendarDate;
  readonly dateTo: CalendarDate;
  readonly status: 'booked' | 'pending' | 'both';
  readonly asOf: number;
  readonly offset: number;
}

const STATUSES = ['booked', 'pending', 'both'] as const;

function pageOf(bank: SandboxBank, query: Query): Page | null {
  const nowSeconds = Math.floor(bank.settings.now().getTime() / MS_PER_SECOND);
  const dateTo = query['dateTo'] ?? dutchDayAt(bank.settings.now());
  const dateFrom = query['dateFrom'] ?? '';
  const status = STATUSES.find((one) => one === query['bookingStatus']);
  const [asOf = nowSeconds, offset = 0] = (query['page'] ?? '').split('-').filter(Boolean).map(Number);
  const isWhole = Number.isSafeInteger(asOf) && asOf <= nowSeconds && Number.isSafeInteger(offset) && offset >= 0;
  if (!isCalendarDate(dateFrom) || !isCalendarDate(dateTo) || status === undefined || !isWhole) return null;
  return { dateFrom, dateTo, status, asOf, offset };
}

function transactionsPage(
  bank: SandboxBank,
  view: CustomerView,
  account: AccountPlan,
  page: Page,
  withMalformed: boolean,
): Body {
  const { person } = view;
  const size = bank.settings.pageSize ?? PAGE_SIZE;
  const { booked, pending } = view.select(account, page.dateFrom, page.dateTo);
  const isFirst = page.offset === 0;
  const shown = page.status === 'pending' ? [] : booked.slice(page.offset, page.offset + size);
  const announced = isFirst && page.status !== 'booked' ? pending : [];
  const next = page.offset + size;
  const isLast = page.status === 'pending' || next >= booked.length;
  const path = `${bank.base}/v1/accounts/${person.id}-${account.key}/transactions`;
  const days = `dateFrom=${page.dateFrom}&dateTo=${page.dateTo}&bookingStatus=${page.status}`;
  const malformed = {
    transactionId: 'X',
    bookingDate: '2026-02-30',
    transactionAmount: { currency: 'EUR', amount: '-' },
  };
  return {
    account: { iban: accountIban(person, account.key) },
    transactions: {
      booked: [
        ...shown.map((entry) => transactionBody(person, entry, false)),
        ...(withMalformed && isFirst ? [malformed] : []),
      ],
      pending: announced.map((entry) => transactionBody(person, entry, true)),
      _links: isLast ? {} : { next: { href: `${path}?${days}&page=${page.asOf}-${next}` } },
    },
  };
}
