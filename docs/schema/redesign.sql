-- The schema redesign as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema redesign;

create table redesign.simulation (
  id uuid not null,
  service text not null,
  version integer not null,
  language text not null,
  plan jsonb not null,
  by_person uuid not null,
  begun_at timestamp with time zone not null,
  state text not null,
  share real not null default 0,
  why text,
  result jsonb,
  ended_at timestamp with time zone,
  beginnings smallint not null default 0,
  constraint simulation_pkey PRIMARY KEY (id),
  constraint simulation_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'stopped'::text])))
);

CREATE INDEX simulation_ended ON redesign.simulation USING btree (ended_at);

CREATE UNIQUE INDEX simulation_running ON redesign.simulation USING btree (by_person) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
