// Sends the requests of a story to the API and keeps what the description shows of each: bodies without secrets, cut short, and the
// same on every run.

/** When the story takes place: what the store's own clock says of the run is told as this moment. */
export const STORY_TIME = '2026-08-22T09:00:00.000Z';
export const CLIENT_SECRET = 'not-a-real-secret';
/** More than the server takes. */
export const BODY_BYTES_TOO_MANY = 33 * 1024 * 1024;

/** What differs from run to run, or may not be shown, by the name of its key. */
const SHOWN_AS = {
  access_token: 'eyJhbGciOiJFUzI1NiJ9.an-access-token.not-a-real-signature',
  refresh_token: 'eyJhbGciOiJFUzI1NiJ9.a-refresh-token.not-a-real-signature',
  traceId: '5f0f3c1e-7a52-4c61-9c0b-2f4f3a0f7d11',
  requestId: '5f0f3c1e-7a52-4c61-9c0b-2f4f3a0f7d11',
  durationMs: 42,
  nextPageToken: 'a-page-token',
};
/** Of a public key: its values change with every installation. */
const KEY_MEMBERS = { kid: 'a-key-id', x: 'a-coordinate', y: 'a-coordinate', n: 'a-modulus' };

const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?/g;
/** Entries that stay of a long list: of one at the top of a body, of those within. */
const ENTRIES_TOP = 2;
const ENTRIES_WITHIN = 1;
/** Characters up to which a list is short and stays whole. */
const SHORT_LIST = 400;
/** What names nothing. */
const UNKNOWN = 'unknown';

export class Recorder {
  /** By `METHOD /path`: the request's body, and the body of the first answer with each status. */
  operations = {};
  /** The last error met with each status: a story ends with those that say what holds everywhere. */
  errors = {};
  startedAt = Date.now();

  constructor(app) {
    this.app = app;
  }

  /** Sends one request of the story; returns the answer's body as it really is. */
  async send(operation, { token, params = {}, query = {}, body, form, headers = {}, app = this.app } = {}) {
    const [method, path] = operation.split(' ');
    const url = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? UNKNOWN));
    const response = await app.inject({
      method,
      url,
      query,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...headers,
      },
      ...(form ? { payload: new URLSearchParams(form).toString() } : body === undefined ? {} : { payload: body }),
    });
    const answer = response.body === '' ? undefined : response.json();
    this.keep(operation, response.statusCode, form ?? body, answer);
    return answer;
  }

  /** As `send`, for a step that the story needs: anything but the status named ends the run. */
  async expect(status, operation, request) {
    const answer = await this.send(operation, request);
    const met = this.last;
    if (met !== status) throw new Error(`${operation} answered ${met}, not ${status}: ${JSON.stringify(answer)}`);
    return answer;
  }

  keep(operation, status, request, answer) {
    this.last = status;
    this.operations[operation] ??= { responses: {} };
    const kept = this.operations[operation];
    if (status < 300 && typeof request === 'object') kept.request ??= this.shown(request);
    if (answer === undefined || answer === null) return;
    kept.responses[status] ??= this.shown(answer);
    if (status >= 400) this.errors[status] = this.shown(answer);
  }

  /** A body as the description shows it. */
  shown(value, key = '', depth = 0) {
    if (key in SHOWN_AS && value !== null) return SHOWN_AS[key];
    if (Array.isArray(value)) {
      // Measured as shown: moments and ids of a run have no part in what is short.
      const entries = value.map((entry) => this.shown(entry, '', depth + 1));
      if (JSON.stringify(entries).length <= SHORT_LIST) return entries;
      return entries.slice(0, depth <= 1 ? ENTRIES_TOP : ENTRIES_WITHIN);
    }
    if (typeof value === 'string') return this.shownText(value);
    if (typeof value === 'number') return this.isOfRun(value) ? Date.parse(STORY_TIME) : value;
    if (typeof value !== 'object' || value === null) return value;
    const replaced = 'kty' in value ? KEY_MEMBERS : {};
    const entries = Object.entries(value).map(([name, one]) => [
      name,
      replaced[name] ?? this.shown(one, name, depth + 1),
    ]);
    return Object.fromEntries(entries);
  }

  shownText(text) {
    return text
      .replace(/token=[\w.-]+/, 'token=a-link-token')
      .replace(/(receiver\.example):\d+/, '$1')
      .replace(MOMENT, (moment) => {
        const isUtc = moment.endsWith('Z');
        if (!this.isOfRun(Date.parse(isUtc ? moment : `${moment}Z`))) return moment;
        // Contract B's moments have no zone and no closing zeros.
        return isUtc ? STORY_TIME : STORY_TIME.replace('.000Z', '');
      });
  }

  isOfRun(ms) {
    return ms > this.startedAt - 60_000 && ms < Date.now() + 60_000;
  }

  /** Sends what every operation of the description refuses: no token, a token of the wrong role, ids that name nothing. */
  async meetRefusals({ paths }, { token, wrongRole }) {
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { security, responses }] of Object.entries(methods)) {
        const operation = `${method.toUpperCase()} ${path}`;
        if (!this.operations[operation]) throw new Error(`the story never asks for ${operation}`);
        const { request, responses: met } = this.operations[operation];
        const body = request === undefined ? {} : { body: request };
        if (!security) continue;
        if (!met[401]) await this.expect(401, operation, body);
        if (!met[404] && path.includes('{')) await this.expect(404, operation, { ...body, token });
        if (!met[403] && responses[403] && wrongRole(path))
          await this.expect(403, operation, { ...body, token: wrongRole(path) });
      }
    }
  }

  /** What was kept of the description's operations, in their order. */
  examples({ paths }) {
    const names = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    return { operations: Object.fromEntries(names.map((name) => [name, this.operations[name]])), errors: this.errors };
  }
}
