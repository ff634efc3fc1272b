-- The schema files as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema files;

create table files.unnamed (
  sha256 text not null,
  since timestamp with time zone not null,
  constraint unnamed_pkey PRIMARY KEY (sha256)
);

create table files.upload (
  id uuid not null,
  person uuid not null,
  target text not null,
  name text not null,
  size bigint not null,
  sha256 text,
  received bigint not null default 0,
  outcome jsonb,
  expires_at timestamp with time zone not null,
  constraint upload_pkey PRIMARY KEY (id)
);

CREATE INDEX upload_expires ON files.upload USING btree (expires_at);

CREATE INDEX upload_unfinished ON files.upload USING btree (person) WHERE (outcome IS NULL);
