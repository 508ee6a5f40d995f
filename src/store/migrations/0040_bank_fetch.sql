-- What the fetch of a consent has read so far, so that one broken off goes on where it was.
create table fetch_step (
  project_id text not null,
  consent_id text not null,
  -- tries of one fetch share it; another fetch of the same consent has another
  fetch_id text not null,
  -- from 0
  position integer not null,
  -- the bank's answer, sealed with the operator's key
  step_sealed text not null,
  primary key (project_id, consent_id, fetch_id, position),
  foreign key (project_id, consent_id) references consent on delete cascade
);
