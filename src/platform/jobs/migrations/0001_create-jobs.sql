-- One table for jobs, timers and the outbox: written in the transaction of the step that wants them, claimed in leased batches.
create schema jobs;

create table jobs.job (
  id bigint generated always as identity primary key,
  kind text not null,
  case_id uuid,
  wait integer,
  payload jsonb not null,
  run_at timestamptz not null,
  attempts smallint not null default 0,
  -- one flooded service must not starve the others: claims take turns between lanes
  lane text not null default '',
  -- at most one waiting job for a key
  key text unique,
  -- set when the attempts are used up or the failure can't pass: an incident waits for a person
  stopped_at timestamptz,
  problem text
);
alter table jobs.job set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
create index job_due on jobs.job (run_at) where stopped_at is null;
create index job_case on jobs.job (case_id, wait) where case_id is not null;
create index job_stopped on jobs.job (stopped_at) where stopped_at is not null;
