-- A consent may have begun several accesses at its bank, each of which is to be ended: a person who goes there again begins another.
alter table ended_consent rename to ended_access;
alter table ended_access add column consent_id text;
update ended_access set consent_id = id;
alter table ended_access alter column consent_id set not null;
