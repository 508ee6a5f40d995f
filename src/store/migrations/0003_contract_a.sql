-- Organisations, project settings, service accounts, corrections, relaunches, idempotent answers, the audit log.

create table organisation (
  organisation_id text primary key,
  name text not null unique,
  created_at timestamptz not null default now()
);

insert into organisation (organisation_id, name) values ('000000000000000000000000', 'Default');

alter table project
  add column organisation_id text not null default '000000000000000000000000' references organisation,
  add column scores_enabled boolean not null default true,
  -- days of history that an analysis looks at; null for all there is
  add column analysis_days integer check (analysis_days > 0),
  -- days after which a customer without a new analysis is erased; null for never
  add column retention_days integer check (retention_days > 0);

alter table client
  -- the secret sealed with the operator's key, for the connector that must know it
  add column secret_sealed text,
  -- the one connector that may list this client; null for every connector of the project
  add column connector_client_id text,
  add column updated_at timestamptz not null default now();

alter table analysis
  -- how many analyses before this one ended in an error of ours
  add column relaunches integer not null default 0;

create index analysis_waiting on analysis (project_id, created_at) where status = 'CREATED';

create table cash_flow_correction (
  project_id text not null,
  customer_id text not null,
  cash_flow_id text not null,
  category text not null,
  created_at timestamptz not null default now(),
  primary key (project_id, customer_id, cash_flow_id),
  foreign key (project_id, customer_id) references customer on delete cascade
);

create table idempotent_answer (
  project_id text not null,
  client_id text not null,
  key text not null,
  fingerprint text not null,
  -- whose data the answer holds: it goes with that customer
  customer_id text,
  -- null while the first request is at work
  status integer,
  body text,
  created_at timestamptz not null default now(),
  primary key (project_id, client_id, key)
);

create index idempotent_answer_by_age on idempotent_answer (project_id, created_at);

create table audit_entry (
  project_id text not null references project,
  at timestamptz not null default now(),
  request_id text not null,
  client_id text not null,
  -- method and route pattern, without the ids in it
  action text not null,
  customer_id text,
  status integer not null,
  primary key (project_id, at, request_id)
);

create index audit_entry_by_customer on audit_entry (project_id, customer_id, at) where customer_id is not null;
