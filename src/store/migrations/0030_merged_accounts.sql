-- Which accounts came twice, so that every later analysis can tell.

-- more than once in one import, or under another id of its source than before
alter table account add column is_merged boolean not null default false;
