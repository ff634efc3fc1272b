-- Which columns of a CSV log are the case, the activity, the time and who did it: what a person said of a heading is
-- known when a log with the same heading comes again, to them and to their bodies.
create table redesign.log_columns (
  person uuid not null,
  -- SHA-256 of the file's first line
  heading text not null,
  bodies text[] not null,
  columns jsonb not null,
  at timestamptz not null,
  primary key (person, heading)
);
create index log_columns_heading on redesign.log_columns (heading, at desc);
