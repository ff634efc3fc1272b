-- What people owe for a service and what a payment provider did about it. Amounts are whole tiyin.
create schema pay;

create table pay.payment (
  -- also the account field the provider is given
  id uuid primary key,
  -- the case (or order) it is for
  case_id uuid not null,
  -- tells several payments of one case apart: asking again with the same one answers the same payment
  reason text not null,
  amount bigint not null check (amount > 0),
  -- what the payer reads, in the language of the application
  purpose text not null,
  state text not null check (state in ('created', 'pending', 'paid', 'refunded', 'cancelled')),
  -- the service has been given for it: the provider may not take it back by itself
  spent boolean not null default false,
  refund_asked_at timestamptz,
  expires_at timestamptz,
  -- job that is told of each change, with its context
  tells text not null,
  context jsonb not null,
  made_at timestamptz not null,
  changed_at timestamptz not null
);
create index payment_case on pay.payment (case_id);
-- one living payment for a reason of a case
create unique index payment_living on pay.payment (case_id, reason) where state <> 'cancelled';

-- The provider's transactions, in its own terms: 1 created, 2 performed, -1 cancelled, -2 cancelled after it was performed.
create table pay.transaction (
  id text primary key,
  payment uuid not null references pay.payment,
  -- our number of it, told to the provider
  number bigint generated always as identity unique,
  amount bigint not null,
  state smallint not null check (state in (1, 2, -1, -2)),
  -- milliseconds since 1970, as the provider sends and wants them; 0 = not yet
  provider_time bigint not null,
  create_time bigint not null,
  perform_time bigint not null default 0,
  cancel_time bigint not null default 0,
  reason smallint
);
create index transaction_payment on pay.transaction (payment);
create index transaction_time on pay.transaction (provider_time);
