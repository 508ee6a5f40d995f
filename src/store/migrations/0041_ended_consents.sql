-- Consents that ended here and that the bank has not been told of yet. Nothing of the person is kept beside the sealed access.
create table ended_consent (
  project_id text not null references project,
  id text not null,
  access_sealed text not null,
  primary key (project_id, id)
);
