-- Start events of the newest version of each process: what begins its cases without an application.
create table process.beginning (
  -- id of the version without its number
  process text not null,
  element text not null,
  -- process.definition.id
  definition text not null,
  kind text not null check (kind in ('message', 'signal', 'timer', 'condition')),
  -- of a message or signal
  name text not null default '',
  primary key (process, element)
);
create index beginning_awaits on process.beginning (kind, name);
