-- The figures on the home page are counted by a job, not by every visitor; and what it counts is found by an index.
create table casework.figures (
  -- one row
  id smallint primary key default 1 check (id = 1),
  counted_at timestamptz not null,
  -- as the use case answers
  answer jsonb not null
);
create index application_filed on casework.application (filed_at, service);
create index application_decided on casework.application (decided_at) include (due_at) where decided_at is not null;
