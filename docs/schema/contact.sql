-- The schema contact as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema contact;

create table contact.way (
  person uuid not null,
  first text,
  chat text,
  chat_since timestamp with time zone,
  code bytea,
  code_ends_at timestamp with time zone,
  constraint way_pkey PRIMARY KEY (person),
  constraint way_code_key UNIQUE (code),
  constraint way_first_check CHECK ((first = ANY (ARRAY['email'::text, 'sms'::text, 'telegram'::text])))
);

CREATE INDEX way_chat ON contact.way USING btree (chat) WHERE (chat IS NOT NULL);

CREATE INDEX way_code_ends_at ON contact.way USING btree (code_ends_at) WHERE (code IS NOT NULL);
