-- One index where there were two: every import writes it, and an account's transactions are found by its first columns too.
-- An id is made of its account among others, so that it stays unique for the customer.

alter table transaction
  drop constraint transaction_pkey,
  add primary key (project_id, customer_id, account_id, id);

drop index transaction_by_account;
