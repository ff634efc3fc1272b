-- Results of public services as documents: what was issued, by whom, and whether it is still in force.
create schema documents;

create table documents.result (
  case_id uuid not null,
  -- printed on the document and in its QR, for anyone to check
  code text not null,
  -- the job that prepared it: run again after a crash, it finds its row
  job text not null,
  -- decision, certificate, permit, registration, payment, refusal
  kind text not null,
  service text not null,
  version integer,
  language text not null,
  title text not null,
  number text not null,
  -- office that issues it, and its name in the document's language
  office text not null,
  office_name text not null,
  -- whose it is: it stands among the documents of this person, or of this organisation
  person uuid not null,
  organisation text,
  status text not null check (status in ('draft', 'valid', 'withdrawn')),
  prepared_at timestamptz not null,
  issued_at timestamptz,
  signed_by text,
  -- last day on which it is in force, and the end of that day in the country's time; null = without end
  valid_until date,
  ends_at timestamptz,
  withdrawn_at timestamptz,
  reason text,
  -- SHA-256 of the files: the draft the head saw, and the signed document
  unsigned text,
  signed text,
  -- shown to whoever has the code: no more personal data than tells one holder from another
  facts jsonb not null,
  holder text not null,
  -- all that is written in the document; only for making it again
  content jsonb not null,
  primary key (case_id, code)
);
create unique index result_job on documents.result (case_id, job);
create index result_person on documents.result (person, issued_at, code) where organisation is null and issued_at is not null;
create index result_organisation on documents.result (organisation, issued_at, code) where organisation is not null and issued_at is not null;

-- Codes stand apart, without foreign keys, so that results can be distributed by case and codes still lead to them.
create table documents.code (code text primary key, case_id uuid not null);
