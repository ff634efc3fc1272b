-- Outside systems (registers, mail server, payment provider …) that do not answer, and the work that waits for each.
create table jobs.outside_system (
  -- as the code that asks names it: `register:population`, `mail`
  system text primary key,
  -- the first question without an answer
  since timestamptz not null,
  -- when one waiting job may ask again, to find out whether the system is back
  probe_at timestamptz not null,
  -- questions asked to find that out
  probes integer not null default 0,
  tried_at timestamptz not null,
  -- the job that asks now or asked last
  probe_job bigint,
  problem text not null
);

-- set while a job waits for an outside system to come back or to have room; taken away when the job is claimed
alter table jobs.job add column waits_for text;
create index job_waits_for on jobs.job (waits_for, run_at) where waits_for is not null and stopped_at is null;

-- what stands still and waits for a person: other rooms may read it
create view jobs.incident as
  select id, kind, case_id, wait, payload, lane, attempts, stopped_at, problem from jobs.job where stopped_at is not null;
