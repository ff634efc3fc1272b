-- The schema use_case as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema use_case;

create table use_case.idempotency (
  client text not null,
  key text not null,
  use_case text not null,
  digest text not null,
  answer jsonb,
  at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (client, key)
);

CREATE INDEX idempotency_at ON use_case.idempotency USING btree (at);
