-- One request may be about several people: an analysis job of contract B is. Each of them has it in the access log, and what was answered goes with
-- any one of them.
alter table audit_entry drop constraint audit_entry_pkey;
alter table audit_entry add unique nulls not distinct (project_id, at, request_id, customer_id);

alter table idempotent_answer add column customer_ids text[] not null default '{}';
update idempotent_answer set customer_ids = array[customer_id] where customer_id is not null;
alter table idempotent_answer drop column customer_id;
