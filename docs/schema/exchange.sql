-- The schema exchange as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema exchange;

create table exchange.access (
  subject text not null,
  id uuid not null,
  at timestamp with time zone not null,
  register text not null,
  evidence text,
  purpose text not null,
  basis text not null,
  case_id uuid not null,
  case_number text not null,
  own_case boolean not null,
  body text not null,
  actor text not null,
  status text not null,
  source text,
  as_of timestamp with time zone,
  took_ms integer not null,
  constraint access_pkey PRIMARY KEY (subject, id),
  constraint access_status_check CHECK ((status = ANY (ARRAY['found'::text, 'missing'::text])))
);

CREATE INDEX access_case ON exchange.access USING btree (case_id, id);
