-- Scorecards of a project's own, every score that was given, what people decided beside them, and drift.

create table scorecard (
  project_id text not null references project,
  id text not null,
  -- the score that it makes: `credit` or `payment`
  name text not null check (name in ('credit', 'payment')),
  version text not null,
  -- SHA-256 of the scorecard as it is applied
  hash text not null,
  -- json, not jsonb: the bytes that were hashed
  model json not null,
  role text not null default 'retired' check (role in ('champion', 'challenger', 'retired')),
  created_at timestamptz not null,
  primary key (project_id, id),
  unique (project_id, hash)
);

create unique index scorecard_in_use on scorecard (project_id, name, role) where role <> 'retired';

-- A scorecard with all that stands around it when a score is made: kept by its content, so that any score can be made again.
create table score_policy (
  project_id text not null references project,
  hash text not null,
  policy json not null,
  primary key (project_id, hash)
);

create table score_record (
  project_id text not null,
  customer_id text not null,
  analysis_id text not null,
  score text not null check (score in ('credit', 'payment')),
  role text not null check (role in ('champion', 'challenger')),
  model_version text not null,
  model_hash text not null,
  policy_hash text not null,
  engine_version text not null,
  reference_hash text not null,
  -- feature id → value or null
  features json not null,
  -- 0..1000
  points integer not null,
  -- of default within the scorecard's horizon
  probability double precision not null,
  -- on the scale of the score
  value integer not null,
  -- the whole answer as text: what a replay must give again, byte for byte
  outcome text not null,
  created_at timestamptz not null,
  primary key (project_id, customer_id, analysis_id, score, role),
  foreign key (project_id, customer_id, analysis_id) references analysis on delete cascade,
  foreign key (project_id, policy_hash) references score_policy (project_id, hash)
);

create index score_record_by_model on score_record (project_id, model_hash, created_at);

create table score_override (
  project_id text not null,
  customer_id text not null,
  analysis_id text not null,
  id text not null,
  score text not null check (score in ('credit', 'payment')),
  -- on the scale of the score
  value integer not null,
  reason text not null,
  -- who decided
  decided_by text not null,
  at timestamptz not null,
  primary key (project_id, customer_id, analysis_id, id),
  foreign key (project_id, customer_id, analysis_id) references analysis on delete cascade
);

create table score_drift (
  project_id text not null references project,
  model_hash text not null,
  score text not null check (score in ('credit', 'payment')),
  -- a feature's id, or `score` for the score itself
  feature text not null,
  psi double precision not null,
  primary key (project_id, model_hash, feature)
);

-- When a project's drift was last measured: one worker an hour is enough.
create table score_drift_run (
  project_id text primary key references project,
  measured_at timestamptz not null
);

alter table analysis
  -- the credit asked for: amountMinor, durationMonths, monthlyPaymentMinor; null when the client told none
  add column application jsonb;
