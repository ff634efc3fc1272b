-- The schema jobs as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema jobs;

create table jobs.job (
  id bigint not null generated always as identity,
  kind text not null,
  case_id uuid,
  wait integer,
  payload jsonb not null,
  run_at timestamp with time zone not null,
  attempts smallint not null default 0,
  lane text not null default ''::text,
  key text,
  stopped_at timestamp with time zone,
  problem text,
  waits_for text,
  constraint job_pkey PRIMARY KEY (id),
  constraint job_key_key UNIQUE (key)
) with (autovacuum_vacuum_scale_factor = 0.02, fillfactor = 80);

create table jobs.outside_system (
  system text not null,
  since timestamp with time zone not null,
  probe_at timestamp with time zone not null,
  probes integer not null default 0,
  tried_at timestamp with time zone not null,
  probe_job bigint,
  problem text not null,
  constraint outside_system_pkey PRIMARY KEY (system)
);

CREATE INDEX job_case ON jobs.job USING btree (case_id, wait) WHERE (case_id IS NOT NULL);

CREATE INDEX job_due ON jobs.job USING btree (run_at) WHERE (stopped_at IS NULL);

CREATE INDEX job_stopped ON jobs.job USING btree (stopped_at) WHERE (stopped_at IS NOT NULL);

CREATE INDEX job_waits_for ON jobs.job USING btree (waits_for, run_at) WHERE ((waits_for IS NOT NULL) AND (stopped_at IS NULL));

create view jobs.incident as
 SELECT id,
    kind,
    case_id,
    wait,
    payload,
    lane,
    attempts,
    stopped_at,
    problem
   FROM jobs.job
  WHERE (stopped_at IS NOT NULL);
