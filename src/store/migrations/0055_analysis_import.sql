-- What became of the records that an analysis brought: clients of raw formats must learn of those that could not be read.
alter table analysis add column imported jsonb;
