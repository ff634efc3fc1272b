create schema use_case;

-- The answer to a request that a client may send twice. Kept for a while, then removed by the worker.
create table use_case.idempotency (
  client text not null,
  key text not null,
  use_case text not null,
  digest text not null,
  answer jsonb,
  at timestamptz not null,
  primary key (client, key)
);
create index idempotency_at on use_case.idempotency (at);
