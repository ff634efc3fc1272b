-- Parts of the states of cases with an activity of very many rounds: a step reads and writes the rounds it moves, not those that rest.
create table process.state_part (
  case_id uuid not null,
  -- number of the activity's item in the case; 0: the variables of the case
  activity integer not null,
  round integer not null,
  -- numbers of the waits in it
  waits integer[] not null,
  body json not null,
  primary key (case_id, activity, round)
);
create index state_part_waits on process.state_part using gin (waits);
