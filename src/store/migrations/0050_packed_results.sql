-- An analysis' whole result, as gzip of its JSON (RFC 1952): written once, read whole, and ten times as long in plain text, which the
-- database would check and compress again for every one. Older results stay in the column result.
alter table analysis add column result_gzip bytea;
alter table analysis alter column result_gzip set storage external;
