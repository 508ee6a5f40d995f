-- Subscriptions, the events for them (outbox) and what became of each.

alter table client add unique (project_id, client_id);

create table subscription (
  project_id text not null,
  id text not null,
  -- the service account it belongs to: nobody else sees it
  client_id text not null,
  target text not null,
  -- sealed with the operator's key; null when the subscriber shares none
  secret_sealed text,
  -- in the spelling that the subscriber gave
  event_name text not null,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'INACTIVE', 'DISABLED')),
  -- index of the newest event: taken under this row's lock, so that indexes have no gap
  last_index bigint not null default 0,
  -- first failed try since the last 2xx
  failing_since timestamptz,
  -- the gravest mail sent since the last 2xx: one for each is enough
  notified text check (notified in ('WARNING', 'CRITICAL', 'DISABLED')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (project_id, id),
  foreign key (project_id, client_id) references client (project_id, client_id) on delete cascade
);

create index subscription_by_client on subscription (project_id, client_id, created_at, id);
create index subscription_by_event on subscription (project_id, event_name);

create table event (
  project_id text not null,
  id text not null,
  subscription_id text not null,
  index bigint not null,
  name text not null,
  -- whom it concerns; null when nobody, and once that customer is erased
  customer_id text,
  -- json, not jsonb: the signature covers the keys in their order; null once the customer is erased
  payload json,
  status text not null default 'IN_PROGRESS'
    check (status in ('IN_PROGRESS', 'ACK', 'PROCESSED', 'FAILED', 'ERROR', 'WARNING', 'CRITICAL')),
  -- a status that the subscriber set is never replaced by one of ours
  is_status_from_client boolean not null default false,
  -- since it was emitted, or asked for again
  tries integer not null default 0,
  -- null when no try is to come
  next_attempt_at timestamptz,
  -- a worker is at it until then, unless it has died
  claimed_until timestamptz,
  acknowledged_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (project_id, id),
  unique (project_id, subscription_id, index),
  foreign key (project_id, subscription_id) references subscription on delete cascade,
  foreign key (project_id, customer_id) references customer on delete set null (customer_id)
);

create index event_by_customer on event (project_id, customer_id) where customer_id is not null;
create index event_due on event (project_id, next_attempt_at) where next_attempt_at is not null;

create table event_status (
  project_id text not null,
  event_id text not null,
  position integer not null,
  name text not null check (name in ('IN_PROGRESS', 'ACK', 'PROCESSED', 'FAILED', 'ERROR', 'WARNING', 'CRITICAL')),
  created_at timestamptz not null default now(),
  primary key (project_id, event_id, position),
  foreign key (project_id, event_id) references event on delete cascade
);

create table event_attempt (
  project_id text not null,
  event_id text not null,
  position integer not null,
  started_at timestamptz not null,
  duration_ms integer not null,
  outcome text not null check (outcome in ('acknowledged', 'failed', 'gone', 'refused')),
  http_status integer,
  reason text,
  primary key (project_id, event_id, position),
  foreign key (project_id, event_id) references event on delete cascade
);
