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
  message text,
  kept_at timestamp with time zone,
  surplus smallint,
  attributes text[],
  constraint access_pkey PRIMARY KEY (subject, id),
  constraint access_status_check CHECK ((status = ANY (ARRAY['found'::text, 'missing'::text, 'unavailable'::text])))
);

create table exchange.anchor (
  number integer not null,
  at text not null,
  heads jsonb not null,
  root bytea not null,
  previous bytea not null,
  hash bytea not null,
  token bytea,
  constraint anchor_pkey PRIMARY KEY (number)
);

create table exchange.consent (
  about uuid not null,
  field text not null,
  person uuid not null,
  service text not null,
  version integer not null,
  given boolean not null,
  at timestamp with time zone not null,
  actor text not null,
  constraint consent_pkey PRIMARY KEY (about, field)
);

create table exchange.given_answer (
  client text not null,
  id text not null,
  digest text not null,
  status integer not null,
  body bytea not null,
  at timestamp with time zone not null,
  constraint given_answer_pkey PRIMARY KEY (client, id)
);

create table exchange.kept_answer (
  case_id uuid not null,
  subject text not null,
  register text not null,
  question text not null,
  answer text not null,
  message text not null,
  asked_at timestamp with time zone not null,
  until timestamp with time zone not null,
  constraint kept_answer_pkey PRIMARY KEY (case_id, subject, register, question)
);

create table exchange.log_batch (
  writer text not null,
  number integer not null,
  previous bytea not null,
  root bytea not null,
  hash bytea not null,
  at text not null,
  size integer not null,
  constraint log_batch_pkey PRIMARY KEY (writer, number)
);

create table exchange.log_head (
  writer text not null,
  number integer not null,
  hash bytea not null,
  anchored integer,
  constraint log_head_pkey PRIMARY KEY (writer)
);

create table exchange.look (
  subject text not null,
  id uuid not null,
  at timestamp with time zone not null,
  viewer uuid not null,
  role text not null,
  body text not null,
  what text not null,
  detail text,
  case_id uuid,
  case_number text,
  service text,
  own_case boolean not null,
  constraint look_pkey PRIMARY KEY (subject, id)
);

create table exchange.message (
  writer text not null,
  number integer not null,
  place integer not null,
  part text not null,
  direction text not null,
  id text not null,
  at text not null,
  client text not null,
  service text not null,
  issue text not null,
  head text not null,
  seal text not null,
  body bytea,
  body_hash text not null,
  problem text not null,
  constraint message_pkey PRIMARY KEY (writer, number, place),
  constraint message_direction_check CHECK ((direction = ANY (ARRAY['request'::text, 'answer'::text]))),
  constraint message_part_check CHECK ((part = ANY (ARRAY['sent'::text, 'received'::text])))
);

create table exchange.offered_service (
  register text not null,
  service text not null,
  title text not null,
  openapi jsonb not null,
  allowed boolean not null,
  constraint offered_service_pkey PRIMARY KEY (register, service)
);

create table exchange.own_ask (
  person uuid not null,
  subject text not null,
  register text not null,
  id uuid not null,
  at timestamp with time zone not null,
  constraint own_ask_pkey PRIMARY KEY (person, id)
);

create table exchange.read_register (
  register text not null,
  read_at timestamp with time zone not null,
  problem text,
  constraint read_register_pkey PRIMARY KEY (register)
);

create table exchange.system (
  client text not null,
  account uuid not null,
  named_at timestamp with time zone not null,
  named_by uuid not null,
  ended_at timestamp with time zone,
  id uuid not null default gen_random_uuid(),
  name text,
  body text,
  own_account boolean not null default false,
  ended_by uuid,
  constraint system_pkey PRIMARY KEY (client)
);

create table exchange.system_key (
  fingerprint text not null,
  system uuid not null,
  key bytea not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  given_at timestamp with time zone not null,
  given_by uuid not null,
  ended_by uuid,
  constraint system_key_pkey PRIMARY KEY (fingerprint)
);

create table exchange.system_right (
  system uuid not null,
  service text not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  given_by uuid not null,
  ended_by uuid,
  constraint system_right_pkey PRIMARY KEY (system, service, since)
);

CREATE INDEX access_case ON exchange.access USING btree (case_id, id);

CREATE INDEX access_message ON exchange.access USING btree (message);

CREATE INDEX kept_answer_until ON exchange.kept_answer USING btree (until);

CREATE INDEX log_head_open ON exchange.log_head USING btree (writer) WHERE (anchored IS NULL);

CREATE INDEX look_at ON exchange.look USING btree (at);

CREATE INDEX look_case ON exchange.look USING btree (case_id, id);

CREATE INDEX look_viewer ON exchange.look USING btree (viewer, id);

CREATE INDEX message_asked ON exchange.message USING btree (client, at) WHERE ((part = 'received'::text) AND (direction = 'request'::text) AND (problem = ''::text));

CREATE INDEX message_fault ON exchange.message USING btree (client, at) WHERE ((problem <> ''::text) OR ((part = 'sent'::text) AND (direction = 'answer'::text) AND (head !~~ '2%'::text)));

CREATE INDEX message_id ON exchange.message USING btree (id);

CREATE UNIQUE INDEX system_id ON exchange.system USING btree (id);

CREATE INDEX system_key_system ON exchange.system_key USING btree (system, since);
