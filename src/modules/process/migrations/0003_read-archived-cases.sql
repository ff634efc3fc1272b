-- Lists and exports tell of archived cases too.
alter table process.archive add column started_at timestamptz not null;

create view process.any_case as
  select case_id, facts ->> 'label' as label, definition, status, suspended, started_at, ended_at, false as archived from process.instance
  union all
  select case_id, label, definition, status, false, started_at, ended_at, true from process.archive;

create index archive_label on process.archive (label);
create index archive_definition on process.archive (definition, case_id);
