-- The tables of contract A's main line. project_id leads every key, so that partitioning by project needs no change of code.

create table project (
  project_id text primary key,
  name text not null unique,
  country text,
  currency text not null,
  usage text not null check (usage in ('personal', 'business')),
  created_at timestamptz not null default now()
);

create table client (
  project_id text not null references project,
  id text not null,
  client_id text not null unique,
  secret_hash text not null,
  name text not null,
  role text not null check (role in ('api', 'connector', 'operator')),
  config jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (project_id, id)
);

create table signing_key (
  id text primary key,
  private_key jsonb not null,
  public_key jsonb not null,
  created_at timestamptz not null default now()
);

create table customer (
  project_id text not null references project,
  id text not null,
  custom_identifier text not null,
  aggregation_details jsonb not null default '{}',
  personal_details jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (project_id, id),
  unique (project_id, custom_identifier)
);

create index customer_by_age on customer (project_id, created_at, id);

create table customer_tombstone (
  project_id text not null references project,
  id text not null,
  erased_at timestamptz not null default now(),
  primary key (project_id, id)
);

create table account (
  project_id text not null,
  customer_id text not null,
  id text not null,
  type text not null check (type in ('CHECKING', 'SAVINGS', 'LOAN', 'CREDIT_CARD', 'UNKNOWN')),
  usage text not null check (usage in ('PERSONAL', 'PROFESSIONAL', 'UNKNOWN')),
  ownership text not null check (ownership in ('HOLDER', 'CO_HOLDER', 'ATTORNEY', 'OTHER', 'UNKNOWN')),
  balance_minor bigint not null,
  balance_date date not null,
  balance_instant timestamptz,
  currency text not null,
  facts jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (project_id, customer_id, id),
  foreign key (project_id, customer_id) references customer on delete cascade
);

create table transaction (
  project_id text not null,
  customer_id text not null,
  id text not null,
  account_id text not null,
  amount_minor bigint not null,
  currency text not null,
  description text not null,
  date date not null,
  booking_date date,
  value_date date,
  booking_instant timestamptz,
  value_instant timestamptz,
  counterparty_name text,
  counterparty_account text,
  is_coming boolean not null,
  balance_after_minor bigint,
  details jsonb not null,
  primary key (project_id, customer_id, id),
  foreign key (project_id, customer_id, account_id) references account on delete cascade
);

create index transaction_by_account on transaction (project_id, customer_id, account_id, date);

create table analysis (
  project_id text not null,
  customer_id text not null,
  id text not null,
  status text not null check (status in ('CREATED', 'IN_PROGRESS', 'COMPLETED', 'ERROR')),
  format text not null,
  source text not null check (source in ('INTERNAL', 'CLIENT', 'CASH_FLOW_UPDATE', 'MANUAL_REFRESH')),
  data_origin text not null check (data_origin in ('OPEN_BANKING', 'PDF', 'UNKNOWN')),
  disable_scores boolean not null default false,
  disable_credit_insights boolean not null default false,
  as_of date not null,
  error_code text,
  error_message text,
  -- json, not jsonb: written once and read whole, so the engine's own bytes are kept
  result json,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (project_id, customer_id, id),
  foreign key (project_id, customer_id) references customer on delete cascade
);

create index analysis_by_age on analysis (project_id, customer_id, created_at, id);
