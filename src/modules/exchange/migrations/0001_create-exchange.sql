-- Who looked into a register about whom, why and when: kept for the person looked at, written with the answer's use.
create schema exchange;

create table exchange.access (
  -- national number of the person, or number of the organisation, that was looked at
  subject text not null,
  -- UUID version 7: later looks sort later
  id uuid not null,
  at timestamptz not null,
  register text not null,
  evidence text,
  purpose text not null,
  -- legal basis the look rests on
  basis text not null,
  case_id uuid not null,
  case_number text not null,
  -- false: the case is another person's, whose act its number would give away
  own_case boolean not null,
  -- office the look was made for, and who acted (person:<id> or system)
  body text not null,
  actor text not null,
  status text not null check (status in ('found', 'missing')),
  -- the register's own reference of its answer, and how fresh it was
  source text,
  as_of timestamptz,
  took_ms integer not null,
  primary key (subject, id)
);
create index access_case on exchange.access (case_id, id);
