-- A sleeping case in less room. A version is named in each case by a number; its text stands once.
alter table process.definition add column number integer generated always as identity;
alter table process.definition add constraint definition_number unique (number);

drop view process.any_case;

-- Made anew instead of altered: a dropped column still takes its place in every row, and with more than eight columns one that is empty costs
-- eight bytes. Columns stand by their alignment.
alter table process.instance rename to instance_before;
alter table process.instance_before rename constraint instance_pkey to instance_before_pkey;
drop index process.instance_definition;
-- cases are found by their number through the room that gives numbers: see `casesByLabel` of the engine
drop index process.instance_label;
create table process.instance (
  case_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- process.definition.number
  definition integer not null,
  -- 0 running, 1 completed, 2 terminated, 3 cancelled, 4 failed
  status smallint not null default 0,
  suspended boolean not null default false,
  -- what offices, labels and lanes are worked out from: district, number, service; nothing looks into them by SQL but single cases
  facts json not null,
  state json not null,
  primary key (case_id)
) with (fillfactor = 90);
insert into process.instance (case_id, started_at, ended_at, definition, status, suspended, facts, state)
  select i.case_id, i.started_at, i.ended_at, d.number, i.status, i.suspended, i.facts::json, i.state from process.instance_before i join process.definition d on d.id = i.definition order by i.case_id;
drop table process.instance_before;

alter table process.task rename to task_before;
alter table process.task_before rename constraint task_pkey to task_before_pkey;
drop index process.task_worklist, process.task_near, process.task_assignee;
-- Open human work only: what is done lives in the history. All a worklist shows stands here, so that it needs no join.
create table process.task (
  case_id uuid not null,
  opened_at timestamptz not null,
  -- 'infinity' when no term runs
  due_at timestamptz not null,
  wait integer not null,
  -- 0 nobody was told of its term, 1 reminded before it, 2 its heads were told that it is late
  told smallint not null default 0,
  -- a step that could not go on keeps its task out of the worklists until the incident is solved
  held boolean not null default false,
  assignee uuid,
  element text not null,
  act text not null,
  -- 'office' or 'applicant'
  performer text not null,
  office text not null,
  role text not null,
  service text not null,
  label text not null,
  -- of the model, but for those that have a column
  attributes json not null,
  primary key (case_id, wait)
) with (fillfactor = 95);
insert into process.task (case_id, opened_at, due_at, wait, told, held, assignee, element, act, performer, office, role, service, label, attributes)
  select case_id, opened_at, due_at, wait, told, held, assignee, element, act, performer, office, role, service, label, (attributes::jsonb - 'act' - 'role' - 'performer')::json from process.task_before order by case_id, wait;
drop table process.task_before;
-- The worklist page is one index-only scan: due first, keyset (due_at, case_id, wait).
create index task_worklist on process.task (office, due_at, case_id, wait)
  include (element, act, role, service, label, assignee, opened_at) where performer = 'office' and not held;
create index task_assignee on process.task (assignee, due_at, case_id, wait) where assignee is not null;

-- Counts per version; equal entries share their room. Lists of cases walk the key in the order of their start.
create index instance_definition on process.instance (definition, status);

create view process.any_case as
  select i.case_id, i.facts ->> 'label' as label, d.id as definition, i.definition as number, i.status, i.suspended, i.started_at, i.ended_at, false as archived
    from process.instance i join process.definition d on d.number = i.definition
  union all
  select a.case_id, a.label, a.definition, d.number, a.status, false, a.started_at, a.ended_at, true from process.archive a join process.definition d on d.id = a.definition;

-- What comes due is looked for by the day: equal days share their room (measured: 28 → 8 bytes a task).
create index task_near on process.task (((due_at at time zone 'UTC')::date)) where told < 2 and due_at < 'infinity';

drop function process.apply_step(uuid, timestamptz, smallint, json, integer[], json, json, jsonb, text, text, text);
-- Everything one step writes, in one statement; the caller holds the lock of the instance's row.
create function process.apply_step(
  p_case uuid, p_now timestamptz, p_status smallint, p_state json,
  p_closed integer[], p_tasks json, p_subscriptions json, p_jobs jsonb,
  p_kind text, p_actor text, p_body text
) returns void language plpgsql
-- A step finds its rows by whole keys alone: a plan made once is right for ever. Left to itself PostgreSQL plans the deletions anew at each call,
-- for the length of the list of waits is known only then (measured: 112 → 84 µs a step).
set plan_cache_mode = force_generic_plan as $$
begin
  update process.instance set state = p_state, status = p_status, ended_at = case when p_status > 0 then p_now end where case_id = p_case;
  if cardinality(p_closed) > 0 then
    delete from process.task where case_id = p_case and wait = any(p_closed);
    delete from process.subscription where case_id = p_case and wait = any(p_closed);
    delete from jobs.job where case_id = p_case and wait = any(p_closed);
  end if;
  if p_tasks is not null then
    insert into process.task (case_id, wait, element, act, performer, office, role, service, label, assignee, opened_at, due_at, attributes)
    select p_case, t.wait, t.element, t.act, t.performer, t.office, t.role, t.service, t.label, t.assignee, p_now, coalesce(t.due_at, 'infinity'), t.attributes
    from json_to_recordset(p_tasks) as t(wait integer, element text, act text, performer text, office text, role text, service text, label text, assignee uuid, due_at timestamptz, attributes json);
  end if;
  if p_subscriptions is not null then
    insert into process.subscription (case_id, wait, kind, name, key)
    select p_case, s.wait, s.kind, s.name, s.key from json_to_recordset(p_subscriptions) as s(wait integer, kind text, name text, key text);
  end if;
  if p_jobs is not null then
    insert into jobs.job (kind, case_id, wait, payload, run_at, lane)
    select j.kind, p_case, j.wait, j.payload, j.run_at, j.lane
    from jsonb_to_recordset(p_jobs) as j(kind text, wait integer, payload jsonb, run_at timestamptz, lane text);
  end if;
  -- without a kind the step is told by the event of a person's act, in the same transaction
  if p_kind is not null then
    perform audit.append(p_case, p_now, p_kind, p_actor, p_body);
  end if;
end $$;

-- Everything the steps of many cases write, in one statement; the caller holds the locks of the instances' rows. A case stands once in the list.
-- p_steps: [{case_id, status, state, closed, tasks, subscriptions, jobs, kind, actor, body}], as process.apply_step takes them one by one.
create or replace function process.apply_steps(p_now timestamptz, p_steps jsonb) returns void language plpgsql as $$
begin
  update process.instance i set state = s.state, status = s.status, ended_at = case when s.status > 0 then p_now end
    from jsonb_to_recordset(p_steps) as s(case_id uuid, status smallint, state json) where i.case_id = s.case_id;
  if jsonb_path_exists(p_steps, '$[*].closed[*]') then
    delete from process.task t using jsonb_to_recordset(p_steps) as s(case_id uuid, closed integer[]) where t.case_id = s.case_id and t.wait = any(s.closed);
    delete from process.subscription t using jsonb_to_recordset(p_steps) as s(case_id uuid, closed integer[]) where t.case_id = s.case_id and t.wait = any(s.closed);
    delete from jobs.job t using jsonb_to_recordset(p_steps) as s(case_id uuid, closed integer[]) where t.case_id = s.case_id and t.wait = any(s.closed);
  end if;
  if jsonb_path_exists(p_steps, '$[*].tasks[*]') then
    insert into process.task (case_id, wait, element, act, performer, office, role, service, label, assignee, opened_at, due_at, attributes)
    select s.case_id, t.wait, t.element, t.act, t.performer, t.office, t.role, t.service, t.label, t.assignee, p_now, coalesce(t.due_at, 'infinity'), t.attributes
    from jsonb_to_recordset(p_steps) as s(case_id uuid, tasks jsonb),
      jsonb_to_recordset(s.tasks) as t(wait integer, element text, act text, performer text, office text, role text, service text, label text, assignee uuid, due_at timestamptz, attributes json);
  end if;
  if jsonb_path_exists(p_steps, '$[*].subscriptions[*]') then
    insert into process.subscription (case_id, wait, kind, name, key)
    select s.case_id, t.wait, t.kind, t.name, t.key
    from jsonb_to_recordset(p_steps) as s(case_id uuid, subscriptions jsonb), jsonb_to_recordset(s.subscriptions) as t(wait integer, kind text, name text, key text);
  end if;
  if jsonb_path_exists(p_steps, '$[*].jobs[*]') then
    insert into jobs.job (kind, case_id, wait, payload, run_at, lane)
    select j.kind, s.case_id, j.wait, j.payload, j.run_at, j.lane
    from jsonb_to_recordset(p_steps) as s(case_id uuid, jobs jsonb), jsonb_to_recordset(s.jobs) as j(kind text, wait integer, payload jsonb, run_at timestamptz, lane text);
  end if;
  perform audit.append_many(p_now, (select jsonb_agg(jsonb_build_object('subject', s ->> 'case_id', 'kind', s ->> 'kind', 'actor', s ->> 'actor', 'body', s ->> 'body')) from jsonb_array_elements(p_steps) s));
end $$;
