-- Running cases. case_id stands first in every key of what a case owns, so that the tables can be distributed by it.
create schema process;

-- A published version of a process: what cases started on it keep running on.
create table process.definition (
  id text primary key,
  main text not null,
  bpmn text not null,
  dmn text,
  suspended boolean not null default false,
  deployed_at timestamptz not null
);

create table process.instance (
  case_id uuid primary key,
  definition text not null,
  -- 0 running, 1 completed, 2 terminated, 3 cancelled, 4 failed
  status smallint not null default 0,
  suspended boolean not null default false,
  -- what offices, labels and lanes are worked out from: district, number, service
  facts jsonb not null,
  state jsonb not null,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz
);
alter table process.instance set (fillfactor = 80);

-- Open human work only: what is done lives in the history. All a worklist shows stands here, so that it needs no join.
create table process.task (
  case_id uuid not null,
  wait integer not null,
  element text not null,
  act text not null,
  -- 'office' or 'applicant'
  performer text not null,
  office text not null,
  role text not null,
  service text not null,
  label text not null,
  assignee uuid,
  -- 0 nobody was told of its term, 1 reminded before it, 2 its heads were told that it is late
  told smallint not null default 0,
  opened_at timestamptz not null,
  -- 'infinity' when no term runs
  due_at timestamptz not null,
  attributes jsonb not null,
  -- a step that could not go on keeps its task out of the worklists until the incident is solved
  held boolean not null default false,
  primary key (case_id, wait)
);
alter table process.task set (fillfactor = 80);
-- The worklist page is one index-only scan: due first, keyset (due_at, case_id, wait).
create index task_worklist on process.task (office, due_at, case_id, wait)
  include (element, act, role, service, label, assignee, opened_at) where performer = 'office' and not held;
-- what comes due is found without a look at what has no term or was told of
create index task_near on process.task (due_at) where told < 2 and due_at < 'infinity';
create index task_assignee on process.task (assignee, due_at, case_id, wait) where assignee is not null;

create table process.subscription (
  case_id uuid not null,
  wait integer not null,
  -- 'message' or 'signal'
  kind text not null,
  name text not null,
  key text not null default '',
  primary key (case_id, wait)
);
create index subscription_name on process.subscription (name, key);

-- Everything one step writes, in one statement; the caller holds the lock of the instance's row.
create function process.apply_step(
  p_case uuid, p_now timestamptz, p_status smallint, p_state jsonb,
  p_closed integer[], p_tasks jsonb, p_subscriptions jsonb, p_jobs jsonb,
  p_kind text, p_actor text, p_body text
) returns void language plpgsql as $$
begin
  update process.instance set state = p_state, status = p_status, updated_at = p_now,
    ended_at = case when p_status > 0 then p_now end where case_id = p_case;
  if cardinality(p_closed) > 0 then
    delete from process.task where case_id = p_case and wait = any(p_closed);
    delete from process.subscription where case_id = p_case and wait = any(p_closed);
    delete from jobs.job where case_id = p_case and wait = any(p_closed);
  end if;
  if p_tasks is not null then
    insert into process.task (case_id, wait, element, act, performer, office, role, service, label, assignee, opened_at, due_at, attributes)
    select p_case, t.wait, t.element, t.act, t.performer, t.office, t.role, t.service, t.label, t.assignee, p_now, coalesce(t.due_at, 'infinity'), t.attributes
    from jsonb_to_recordset(p_tasks) as t(wait integer, element text, act text, performer text, office text, role text, service text, label text, assignee uuid, due_at timestamptz, attributes jsonb);
  end if;
  if p_subscriptions is not null then
    insert into process.subscription (case_id, wait, kind, name, key)
    select p_case, s.wait, s.kind, s.name, s.key from jsonb_to_recordset(p_subscriptions) as s(wait integer, kind text, name text, key text);
  end if;
  if p_jobs is not null then
    insert into jobs.job (kind, case_id, wait, payload, run_at, lane)
    select j.kind, p_case, j.wait, j.payload, j.run_at, j.lane
    from jsonb_to_recordset(p_jobs) as j(kind text, wait integer, payload jsonb, run_at timestamptz, lane text);
  end if;
  perform audit.append(p_case, p_now, p_kind, p_actor, p_body);
end $$;
