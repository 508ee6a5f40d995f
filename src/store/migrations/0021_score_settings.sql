-- What a lender knows of its own customers and sets its scores to; null keeps what is shipped.

alter table project
  -- share of average customers that default within the score's horizon
  add column credit_default_rate double precision check (credit_default_rate > 0 and credit_default_rate < 1),
  -- share of the scorecard's log odds that is believed on the project's customers
  add column credit_transfer_weight double precision check (credit_transfer_weight between 0 and 1),
  add column payment_default_rate double precision check (payment_default_rate > 0 and payment_default_rate < 1),
  add column payment_transfer_weight double precision check (payment_transfer_weight between 0 and 1);
