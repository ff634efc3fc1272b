-- Simulations that are too long to be waited for: asked for, done by a worker in a thread of its own, kept a while.
create schema redesign;

create table redesign.simulation (
  id uuid primary key,
  service text not null,
  version integer not null,
  -- in which the steps of a drafted way are called
  language text not null,
  -- what is asked: cases, runs, people, arrivals, seed
  plan jsonb not null,
  by_person uuid not null,
  begun_at timestamptz not null,
  state text not null check (state in ('waiting', 'running', 'done', 'cancelled', 'stopped')),
  -- how much of it is done, 0 to 1
  share real not null default 0,
  -- why it was stopped
  why text,
  -- what came of each way
  result jsonb,
  ended_at timestamptz
);
-- one at a time of each person, so that nobody's wait is another's
create unique index simulation_running on redesign.simulation (by_person) where state in ('waiting', 'running');
create index simulation_ended on redesign.simulation (ended_at);
