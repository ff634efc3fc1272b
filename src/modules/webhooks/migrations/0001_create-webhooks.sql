-- What bodies' own systems are told of as it happens: who wants to be told, what happened, and what became of each message.
create schema webhooks;

create table webhooks.subscription (
  id uuid primary key,
  -- the system of a body: {instance}/{class}/{code}/{subsystem}, as the exchange knows it
  client text not null,
  address text not null,
  kinds text[] not null,
  made_at timestamptz not null,
  made_by uuid not null,
  -- which of the keys that are derived for it signs; the one before signs too for a day after a change
  generation integer not null default 1,
  rotated_at timestamptz,
  paused_at timestamptz,
  -- administrator | silent: it did not answer for as long as it is tried
  paused_because text,
  ended_at timestamptz,
  -- administrator | gone: its own answer (410)
  ended_because text,
  -- since when it does not answer, how often it was tried since, and when next
  away_since timestamptz,
  away_tries integer not null default 0,
  try_at timestamptz,
  problem text,
  -- one job at a time sends for a subscription: only the job of this turn
  turn integer not null default 0,
  sending boolean not null default false,
  next_at timestamptz
);
create index subscription_client on webhooks.subscription (client) where ended_at is null;

-- What happened, in the order of each case: written in the transaction in which it happened, and only while somebody wants it.
create table webhooks.event (
  id bigint generated always as identity primary key,
  -- the case; of a test the subscription
  subject uuid not null,
  kind text not null,
  -- whose work it is about; absent: all who may read the case
  office text,
  data jsonb not null,
  at timestamptz not null,
  spread_at timestamptz
);
create index event_subject on webhooks.event (subject, id);
create index event_unspread on webhooks.event (subject, id) where spread_at is null;

create table webhooks.delivery (
  -- the message's id, the same in every try: the receiver knows by it what it has already
  id uuid primary key,
  subscription uuid not null,
  event bigint not null,
  subject uuid not null,
  -- waiting | delivered | stopped | withheld | left-out
  state text not null,
  tries integer not null default 0,
  next_at timestamptz not null,
  tried_at timestamptz,
  status integer,
  problem text,
  made_at timestamptz not null,
  ended_at timestamptz,
  -- each event once to each subscription
  unique (subscription, event)
);
create index delivery_open on webhooks.delivery (subscription, subject, event) where state in ('waiting', 'stopped');
create index delivery_due on webhooks.delivery (subscription, next_at) where state = 'waiting';
create index delivery_ended on webhooks.delivery (ended_at) where ended_at is not null;
