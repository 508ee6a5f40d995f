-- Who is told by mail when a project's webhooks fail; empty for the operator of the installation.

alter table project add column contact_emails text[] not null default '{}';
