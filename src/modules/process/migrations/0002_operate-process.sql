-- Operating what runs: services closed to new cases, standing still, counted and archived.

-- No new cases start on the version; `suspended` also makes its running cases stand still.
alter table process.definition add column closed boolean not null default false;

-- Counts per version, and the cases a migration walks through.
create index instance_definition on process.instance (definition, status, case_id);
create index instance_label on process.instance ((facts ->> 'label'));

-- A closed case that was written to a file: what is needed to find the file and to prove that it is the one.
create table process.archive (
  case_id uuid primary key,
  definition text not null,
  label text not null,
  status smallint not null,
  ended_at timestamptz not null,
  archived_at timestamptz not null,
  file text not null,
  -- of the file's bytes
  sha256 bytea not null,
  -- the chain's head when it was written: number and hash of the last event in the file
  events integer not null,
  head bytea not null
);
