import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT_TYPES, ACCOUNT_USAGES, OWNERSHIPS } from '../../src/domain/account.js';
import type { Database, Queryable, SharedDatabase } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { openDatabase, openSharedDatabase, type StoreLocation } from '../../src/store/open-database.js';
import { freshStore } from '../app-under-test.js';

let location: StoreLocation;
let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await freshStore();
  location = fresh.store;
  drop = fresh.drop;
  database = await openDatabase(location);
});
afterAll(async () => {
  await database.close();
  await drop();
});

describe('values', () => {
  it('keep days as text, instants as ISO 8601 in UTC and bigint as an integer', async () => {
    const [row] = await database.query(
      `select '2026-03-01'::date as day, '2026-03-01 01:30:00.5+02'::timestamptz as instant, 9007199254740991::bigint as big,
         count(*) as count, '{"a": [1]}'::jsonb as json, null::date as nothing from generate_series(1, 3)`,
    );
    expect(row).toEqual({
      day: '2026-03-01',
      instant: '2026-02-28T23:30:00.500Z',
      big: Number.MAX_SAFE_INTEGER,
      count: 3,
      json: { a: [1] },
      nothing: null,
    });
  });

  it('beyond exact integers are refused, not rounded', async () => {
    await expect(database.query('select 9007199254740993::bigint as big')).rejects.toThrow(/safe integers/);
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('a statement that fails', () => {
  it('leaves the connection as it was, whatever failed first or later', async () => {
    const ask = (text: string) => database.query('select $1::text || now()::text is not null as told', [text]);
    for (const text of ['a\u0000b', 'fine', 'a\u0000b', 'fine']) {
      if (text === 'fine') expect(await ask(text)).toEqual([{ told: true }]);
      else await expect(ask(text)).rejects.toMatchObject({ code: '22021' });
    }
    const inside = database.transaction(async (transaction) => {
      await transaction.query('select $1::int as one', [1]);
      await transaction.query('select $1::int / $2::int as none', [1, 0]);
    });
    await expect(inside).rejects.toMatchObject({ code: '22012' });
    expect(await database.query('select $1::int / $2::int as none', [4, 2])).toEqual([{ none: 2 }]);
  });
});

describe('transactions', () => {
  beforeAll(() => database.script('create table tally (id int primary key, count bigint not null)'));

  it('leave nothing behind when anything throws', async () => {
    const failing = database.transaction(async (transaction) => {
      await transaction.query('insert into tally values (1, 0)');
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await database.query('select * from tally')).toEqual([]);
  });

  it('take no statement once they have ended', async () => {
    let late: Promise<unknown> = Promise.resolve();
    const failing = database.transaction(async (transaction) => {
      late = new Promise((resolve) => setTimeout(resolve, 50)).then(() =>
        transaction.query('insert into tally values (9, 0)'),
      );
      await Promise.all([late, transaction.query('select 1 / 0')]);
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    await expect(late).rejects.toThrow('the transaction has ended');
    expect(await database.query('select id from tally where id = 9')).toEqual([]);
  });

  it('whose work goes on after a statement has failed are no success', async () => {
    const carelessly = database.transaction(async (transaction) => {
      await transaction.query('insert into tally values (10, 0)');
      await transaction.query('select 1 / 0').catch(() => {});
    });
    await expect(carelessly).rejects.toThrow('nothing was kept');
    expect(await database.query('select id from tally where id = 10')).toEqual([]);
  });

  it('that hurt a constraint tell which, and the next one works', async () => {
    const insert = () =>
      database.transaction((transaction) => transaction.query('insert into tally values (2, 0) returning id'));
    await insert();
    await expect(insert()).rejects.toMatchObject({ code: '23505', constraint: 'tally_pkey' });
    expect(await database.query('select id from tally')).toEqual([{ id: 2 }]);
  });

  it('do not mix: twenty at once that read and then write lose nothing', async () => {
    await database.query('insert into tally values (3, 0)');
    const increments = Array.from({ length: 20 }, () =>
      database.transaction(async (transaction) => {
        const [row] = await transaction.query<{ count: number }>('select count from tally where id = 3 for update');
        await transaction.query('update tally set count = $1 where id = 3', [(row?.count ?? 0) + 1]);
      }),
    );
    await Promise.all(increments);
    expect(await database.query('select count from tally where id = 3')).toEqual([{ count: 20 }]);
  });

  it('whose connection is lost fail, and the next one works', async () => {
    if (database.kind === 'pglite') return;
    const lost = database.transaction(async (transaction) => {
      await transaction.query('insert into tally values (8, 0)');
      await transaction.query('select pg_terminate_backend(pg_backend_pid())');
    });
    await expect(lost).rejects.toThrow();
    expect(await database.query('select * from tally where id = 8')).toEqual([]);
  });

  it('begun by a script that fails are not left open for others', async () => {
    await expect(database.script('begin; insert into tally values (4, 0); select 1 / 0; commit;')).rejects.toThrow();
    for (let time = 0; time < 12; time += 1) await database.query('select 1 as one');
    expect(await database.query('select * from tally where id = 4')).toEqual([]);
  });
});

describe('a snapshot', () => {
  it('reads what was there when it began, and writes nothing', async () => {
    await database.query('insert into tally values (5, 1)');
    const count = 'select count from tally where id = 5';
    const writing = database.snapshot((reader) => [reader.query('update tally set count = 2 where id = 5')]);
    await expect(writing).rejects.toMatchObject({ code: '25006' });
    const reading = database.snapshot((reader) => [
      reader.query(count),
      reader.query('select pg_sleep(0.2)'),
      reader.query(count),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await database.query('update tally set count = 3 where id = 5');
    const [before, , after] = await reading;
    expect([before, after, await database.query(count)]).toEqual([[{ count: 1 }], [{ count: 1 }], [{ count: 3 }]]);
  });

  it('takes no statement that waits for the answer to another', async () => {
    const reading = database.snapshot((reader) => [
      reader.query('select 1 as one').then(() => reader.query('select 2 as two')),
    ]);
    await expect(reading).rejects.toThrow('the transaction has ended');
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('a shared database', () => {
  let shared: SharedDatabase;
  let other: Database;
  beforeAll(async () => {
    shared = database.share();
    other = await openSharedDatabase(shared);
  });
  afterAll(() => other.close());

  it('keeps transactions of all who share it apart', async () => {
    await database.query('insert into tally values (6, 0)');
    const increments = Array.from({ length: 20 }, (_, at) =>
      (at % 2 === 0 ? database : other).transaction(async (transaction) => {
        const [row] = await transaction.query<{ count: number }>('select count from tally where id = 6 for update');
        await transaction.query('update tally set count = $1 where id = 6', [(row?.count ?? 0) + 1]);
      }),
    );
    await Promise.all(increments);
    expect(await other.query('select count from tally where id = 6')).toEqual([{ count: 20 }]);
  });

  it('hears of what transactions announce, once and when they are committed, as the one that began them does', async () => {
    const heard: [Database, string][] = [];
    const listen = (to: Database) => to.listen('a_channel', (text) => text !== null && heard.push([to, text]));
    const stops = await Promise.all([listen(database), listen(other)]);
    const announcing = (texts: string[], then: () => Promise<void>) =>
      database.transaction(async (transaction) => {
        for (const text of texts) transaction.announce('a_channel', text);
        await transaction.query('select 1 as one');
        await then();
      });
    const failing = announcing(['lost'], () => Promise.reject(new Error('on purpose')));
    await expect(failing).rejects.toThrow('on purpose');
    await announcing(['work', 'work', 'last'], async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(heard).toEqual([]);
    });
    while (heard.filter(([, text]) => text === 'last').length < 2)
      await new Promise((resolve) => setTimeout(resolve, 5));
    for (const to of [database, other])
      expect(heard.filter(([by]) => by === to).map(([, text]) => text)).toEqual(['work', 'last']);
    await Promise.all(stops.map((stop) => stop()));
  });

  it('goes on when one of them is lost in a transaction, which leaves nothing behind', async () => {
    if (shared.kind === 'postgresql') return;
    const { port } = shared;
    const lost = other.transaction(async (transaction) => {
      await transaction.query('insert into tally values (7, 0)');
      port.close();
      await transaction.query('select 1 as one');
    });
    await expect(lost).rejects.toThrow();
    expect(await database.query('select * from tally where id = 7')).toEqual([]);
  });
});

describe('a long query', () => {
  it('does not hold up the event loop', async () => {
    let longestMs = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 5);
    const started = performance.now();
    await database.query('select sum(sqrt(n)) from generate_series(1, 2000000) as n');
    const queryMs = performance.now() - started;
    clearInterval(watch);
    expect(queryMs).toBeGreaterThan(100);
    expect(longestMs).toBeLessThan(queryMs / 2);
  });
});

describe('migrations', () => {
  it('run once, and refuse a file that was changed after it ran', async () => {
    expect((await migrate(database)).length).toBeGreaterThan(0);
    expect(await migrate(database)).toEqual([]);
    await database.query("update migration set checksum = 'another' where name like '0001%'");
    await expect(migrate(database)).rejects.toThrow(/0001.*was changed after it ran/);
  });

  it('lead every primary key and index of the tables with the project', async () => {
    const rows = await database.query<{ tablename: string; indexdef: string }>(
      "select tablename, indexdef from pg_indexes where schemaname = 'public' and tablename not in ('migration', 'signing_key', 'organisation', 'tally')",
    );
    const others = rows
      .map(({ indexdef }) => indexdef)
      .filter((definition) => !/\(project_id\b/.test(definition))
      // A name decides which project it is: these two are looked up before the project is known.
      .filter((definition) => !/\((name|client_id)\)$/.test(definition));
    expect(rows.length).toBeGreaterThan(6);
    expect(others).toEqual([]);
  });
});

describe('transactions of an account', () => {
  const count = async () => (await database.query('select 1 from transaction')).length;
  const add = (account: string, id: string, db: Queryable = database) =>
    db.query(
      `insert into transaction (project_id, customer_id, id, account_id, amount_minor, currency, description, date, is_coming, details)
       values ('p', 'c', $1, $2, 100, 'EUR', 'x', '2026-01-01', false, '{}')`,
      [id, account],
    );
  beforeAll(async () => {
    await database.script(`
      insert into project (project_id, name, currency, usage) values ('p', 'p', 'EUR', 'personal');
      insert into customer (project_id, id, custom_identifier, aggregation_details) values ('p', 'c', 'c', '{}');
      insert into account (project_id, customer_id, id, type, usage, ownership, balance_minor, balance_date, currency, facts)
        select 'p', 'c', id, 'CHECKING', 'PERSONAL', 'HOLDER', 0, '2026-01-01', 'EUR', '{}' from unnest(array['a', 'b']) as id`);
  });

  it('need it, and cannot move to one that is not there', async () => {
    const refused = { code: '23503', message: 'a transaction names an account that is not there' };
    await expect(add('none', 't')).rejects.toMatchObject(refused);
    await add('a', 't');
    await expect(database.query("update transaction set account_id = 'none'")).rejects.toMatchObject(refused);
    await database.query("update transaction set account_id = 'b'");
    await expect(database.query("update transaction set customer_id = 'd'")).rejects.toMatchObject(refused);
    await database.query("delete from transaction where id = 't'");
  });

  it('go with it, also with the whole customer, and keep it from going meanwhile', async () => {
    for (const [account, id] of [
      ['a', '1'],
      ['a', '2'],
      ['b', '3'],
    ] as const)
      await add(account, id);
    await database.query("delete from account where id = 'a'");
    expect(await count()).toBe(1);
    let deleting: Promise<unknown> = Promise.resolve();
    await database.transaction(async (transaction) => {
      await add('b', '4', transaction);
      deleting = database.query("delete from customer where id = 'c'");
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    await deleting;
    expect(await count()).toBe(0);
  });
});

describe('checks of the tables', () => {
  const lists: [string, string, readonly string[]][] = [
    ['account', 'type', ACCOUNT_TYPES],
    ['account', 'usage', ACCOUNT_USAGES],
    ['account', 'ownership', OWNERSHIPS],
  ];
  it.each(lists)('of %s.%s hold the words of the domain', async (table, column, words) => {
    const [check] = await database.query<{ definition: string }>(
      'select pg_get_constraintdef(oid) as definition from pg_constraint where conname = $1',
      [`${table}_${column}_check`],
    );
    const held = [...(check?.definition ?? '').matchAll(/'(\w+)'/g)].map(([, word]) => word);
    expect(held.sort()).toEqual([...words].sort());
  });
});

describe('a closed database', () => {
  it('refuses queries instead of keeping them waiting', async () => {
    const { store, drop: dropOther } = await freshStore();
    const other = await openDatabase(store);
    await other.close();
    await expect(other.query('select 1')).rejects.toThrow();
    await expect(other.transaction(async () => 1)).rejects.toThrow();
    await dropOther();
  });
});
