-- The schema documents as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema documents;

create table documents.code (
  code text not null,
  case_id uuid not null,
  constraint code_pkey PRIMARY KEY (code)
);

create table documents.former_file (
  case_id uuid not null,
  sha256 text not null,
  constraint former_file_pkey PRIMARY KEY (sha256, case_id)
);

create table documents.result (
  case_id uuid not null,
  code text not null,
  job text not null,
  kind text not null,
  service text not null,
  version integer,
  language text not null,
  title text not null,
  number text not null,
  office text not null,
  office_name text not null,
  person uuid not null,
  organisation text,
  status text not null,
  prepared_at timestamp with time zone not null,
  issued_at timestamp with time zone,
  signed_by text,
  valid_until date,
  ends_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  reason text,
  unsigned text,
  signed text,
  facts jsonb not null,
  holder text not null,
  content jsonb not null,
  outcome text not null,
  case_office text,
  decided_by text,
  decided_office text,
  signer text,
  signer_role text,
  signer_office text,
  constraint result_pkey PRIMARY KEY (case_id, code),
  constraint result_outcome_check CHECK ((outcome = ANY (ARRAY['granted'::text, 'granted-in-part'::text, 'refused'::text, 'upheld'::text, 'overturned'::text, 'terminated'::text, 'withdrawn'::text, 'lapsed'::text, 'declined'::text]))),
  constraint result_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'valid'::text, 'withdrawn'::text])))
);

CREATE UNIQUE INDEX result_job ON documents.result USING btree (case_id, job);

CREATE INDEX result_organisation ON documents.result USING btree (organisation, issued_at, code) WHERE ((organisation IS NOT NULL) AND (issued_at IS NOT NULL));

CREATE INDEX result_person ON documents.result USING btree (person, issued_at, code) WHERE (issued_at IS NOT NULL);

CREATE INDEX result_signed ON documents.result USING btree (signed) WHERE (signed IS NOT NULL);

CREATE INDEX result_unsigned ON documents.result USING btree (unsigned) WHERE (unsigned IS NOT NULL);
