-- The schema webhooks as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema webhooks;

create table webhooks.delivery (
  id uuid not null,
  subscription uuid not null,
  event bigint not null,
  subject uuid not null,
  state text not null,
  tries integer not null default 0,
  next_at timestamp with time zone not null,
  tried_at timestamp with time zone,
  status integer,
  problem text,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint delivery_pkey PRIMARY KEY (id),
  constraint delivery_subscription_event_key UNIQUE (subscription, event)
);

create table webhooks.event (
  id bigint not null generated always as identity,
  subject uuid not null,
  kind text not null,
  office text,
  data jsonb not null,
  at timestamp with time zone not null,
  spread_at timestamp with time zone,
  constraint event_pkey PRIMARY KEY (id)
);

create table webhooks.subscription (
  id uuid not null,
  client text not null,
  address text not null,
  kinds text[] not null,
  made_at timestamp with time zone not null,
  made_by uuid not null,
  generation integer not null default 1,
  rotated_at timestamp with time zone,
  paused_at timestamp with time zone,
  paused_because text,
  ended_at timestamp with time zone,
  ended_because text,
  away_since timestamp with time zone,
  away_tries integer not null default 0,
  try_at timestamp with time zone,
  problem text,
  turn integer not null default 0,
  sending boolean not null default false,
  next_at timestamp with time zone,
  constraint subscription_pkey PRIMARY KEY (id)
);

CREATE INDEX delivery_due ON webhooks.delivery USING btree (subscription, next_at) WHERE (state = 'waiting'::text);

CREATE INDEX delivery_ended ON webhooks.delivery USING btree (ended_at) WHERE (ended_at IS NOT NULL);

CREATE INDEX delivery_open ON webhooks.delivery USING btree (subscription, subject, event) WHERE (state = ANY (ARRAY['waiting'::text, 'stopped'::text]));

CREATE INDEX event_subject ON webhooks.event USING btree (subject, id);

CREATE INDEX event_unspread ON webhooks.event USING btree (subject, id) WHERE (spread_at IS NULL);

CREATE INDEX subscription_client ON webhooks.subscription USING btree (client) WHERE (ended_at IS NULL);
