-- How long events are kept, and how briefly the one-time code that some carry.

alter table event
  -- the aggregator's one-time code, sealed with the operator's key; null once nobody needs it any more
  add column temporary_code_sealed text;

-- a code written before it was sealed stays in no payload; the order of the other keys is kept, for the signature covers it
update event set payload = (
  select json_object_agg(key, value order by place) from json_each(payload) with ordinality as part (key, value, place)
  where key <> 'temporaryCode')
where payload ->> 'temporaryCode' is not null;

create index event_settled on event (project_id, created_at) where next_attempt_at is null;
create index event_with_code on event (project_id, created_at) where temporary_code_sealed is not null;
