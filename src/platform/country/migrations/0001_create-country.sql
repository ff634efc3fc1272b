-- What changes about a country between two releases of its pack: days of the legal calendar, each by a decision with its source.
create schema country;

create table country.day (
  date date primary key,
  -- `day-off`, `feast` (a day off of its own), `working-day`, `plain` (what the week says, whatever the pack has)
  kind text not null check (kind in ('day-off', 'feast', 'working-day', 'plain')),
  name text not null,
  language text not null,
  -- the decision or announcement, and its day
  source text not null,
  source_date date not null,
  set_by uuid,
  set_at timestamptz not null
);
