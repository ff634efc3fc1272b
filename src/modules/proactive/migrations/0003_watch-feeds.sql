-- What is wrong with a feed and since when, and what whoever runs it does about it: nothing is read wrong silently.
alter table proactive.mark
  alter column read_at drop not null,
  alter column message drop not null,
  -- `behind`: its change numbers went back, or it once told one far ahead: changes may be missed until it is read anew;
  -- else why it was not read last
  add column problem text,
  add column problem_since timestamptz;
