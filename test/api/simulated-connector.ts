import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the connector sends for an analysis that waits: the body of its PATCH. */
export type BankDetails = (names: { customerId: string; analysisId: string; temporaryCode?: string }) => object;

interface Call {
  readonly method: string;
  readonly path: string;
}

/**
 * A connector as the published ones behave: a token, its service accounts, their subscriptions, then webhooks. It refuses a webhook
 * whose form or signature is not as they expect, tells what became of an event before it acknowledges, and dies on any failed call.
 */
export class SimulatedConnector {
  readonly seen: { event: string; payload: Record<string, string>; index: number }[] = [];
  readonly deaths: string[] = [];
  private server: Server | null = null;
  private readonly secret = 'shared with the connector';

  constructor(
    private readonly saldo: string,
    private readonly credentials: { clientId: string; clientSecret: string },
    private readonly bankDetails: BankDetails,
  ) {}

  /** Listens, then signs on as the published connectors do at start-up. */
  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.receive(Buffer.concat(chunks).toString('utf8'), request.headers['x-hub-signature'])
          .then((status) => response.writeHead(status).end())
          .catch((error: Error) => {
            this.deaths.push(error.message);
            response.writeHead(500).end();
          });
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    const token = await this.token(this.credentials);
    const accounts = (await this.call(token, { method: 'GET', path: '/v1/service-accounts' })) as {
      clientId: string;
      clientSecret: string;
      config: object;
    }[];
    for (const account of accounts) await this.subscribe(account);
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private async subscribe(account: { clientId: string; clientSecret: string }): Promise<void> {
    const events = ['aggregator_link_required', 'bank_details_required', 'service_account_created'];
    const token = await this.token(account);
    const filter = JSON.stringify({ eventName: { $in: events } });
    const path = `/v1/subscriptions?filter=${filter}`;
    const known = (await this.call(token, { method: 'GET', path })) as unknown[];
    if (known.length > 0) return;
    const address = this.server?.address() as AddressInfo | undefined;
    const target = `http://127.0.0.1:${address?.port}/hooks`;
    for (const eventName of events) {
      const body = { target, secret: this.secret, eventName };
      await this.call(token, { method: 'POST', path: '/v1/subscriptions' }, body);
    }
    this.account = account;
  }

  private account: { clientId: string; clientSecret: string } | null = null;

  private async token({ clientId, clientSecret }: { clientId: string; clientSecret: string }): Promise<string> {
    const response = await fetch(`${this.saldo}/v1/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        client_id: clientId,
        client_secret: clientSecret,
        username: '',
        password: '',
        grant_type: 'client_credentials',
      }),
    });
    if (!response.ok) throw new Error(`token ${response.status}`);
    return ((await response.json()) as { access_token: string }).access_token;
  }

  private async call(token: string, { method, path }: Call, body?: object): Promise<unknown> {
    const response = await fetch(`${this.saldo}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok)
      throw new Error(`${method} ${path.split('?')[0]} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }

  private async receive(text: string, signature: unknown): Promise<number> {
    const event = JSON.parse(text) as {
      id?: unknown;
      index?: unknown;
      time?: unknown;
      subscription?: { id: string; eventName: string; status?: unknown };
      payload: Record<string, string>;
    };
    const isWhole = typeof event.id === 'string' && Number.isInteger(event.index) && Number.isInteger(event.time);
    if (!isWhole || typeof event.subscription?.status !== 'string') return 400;
    const expected = createHmac('sha256', this.secret).update(JSON.stringify(event.payload)).digest('hex');
    if (signature !== `sha256=${expected}`) return 401;
    const { id: subscriptionId, eventName } = event.subscription;
    this.seen.push({ event: eventName, payload: event.payload, index: event.index as number });
    if (!this.account) throw new Error('a webhook before the subscription was answered');
    const token = await this.token(this.account);
    await this.work(token, eventName, event.payload);
    const path = `/v1/subscriptions/${subscriptionId}/events/${event.id}`;
    await this.call(token, { method: 'PATCH', path }, { status: 'PROCESSED' });
    return 204;
  }

  private async work(token: string, eventName: string, payload: Record<string, string>): Promise<void> {
    const { customerId = '', analysisId = '', temporaryCode } = payload;
    const path = `/v2/customers/${customerId}`;
    const customer = (await this.call(token, { method: 'GET', path })) as { aggregationDetails: { mode: string } };
    if (!customer.aggregationDetails.mode) throw new Error('a customer without a mode');
    if (JSON.stringify(customer).includes('null')) throw new Error('a customer with null');
    if (eventName === 'aggregator_link_required') {
      const aggregationDetails = {
        aggregatorName: 'BUDGET_INSIGHT',
        redirectUrl: 'https://aggregator.example/connect',
        apiUrl: 'https://aggregator.example',
        clientId: 'aggregator client',
        mode: customer.aggregationDetails.mode,
      };
      await this.call(token, { method: 'PATCH', path }, { aggregationDetails });
    }
    if (eventName === 'bank_details_required') {
      const names = { customerId, analysisId, ...(temporaryCode === undefined ? {} : { temporaryCode }) };
      const analysisPath = `${path}/analyses/${analysisId}`;
      await this.call(token, { method: 'PATCH', path: analysisPath }, this.bankDetails(names));
    }
  }
}
