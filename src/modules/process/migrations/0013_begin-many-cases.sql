-- Everything the first steps of many cases write, in one statement: each case is written once, as it is after its first step. A case stands once.
-- p_tasks, p_subscriptions, p_jobs: rows as process.apply_step takes them, with their case_id; null when there are none. p_events: as audit.append_many.
create function process.begin_cases(
  p_now timestamptz, p_cases uuid[], p_definitions text[], p_statuses smallint[], p_facts json[], p_states json[],
  p_tasks json, p_subscriptions json, p_jobs jsonb, p_events jsonb
) returns void language plpgsql
-- rows are only added: a plan made once is right for ever
set plan_cache_mode = force_generic_plan as $$
begin
  insert into process.instance (case_id, started_at, ended_at, definition, status, facts, state)
    select c.case_id, p_now, case when c.status > 0 then p_now end, (select number from process.definition where id = c.definition), c.status, c.facts, c.state
    from unnest(p_cases, p_definitions, p_statuses, p_facts, p_states) as c(case_id, definition, status, facts, state);
  if p_tasks is not null then
    insert into process.task (case_id, wait, element, act, performer, office, role, service, label, assignee, opened_at, due_at, attributes)
    select t.case_id, t.wait, t.element, t.act, t.performer, t.office, t.role, t.service, t.label, t.assignee, p_now, coalesce(t.due_at, 'infinity'), t.attributes
    from json_to_recordset(p_tasks) as t(case_id uuid, wait integer, element text, act text, performer text, office text, role text, service text, label text, assignee uuid, due_at timestamptz, attributes json);
  end if;
  if p_subscriptions is not null then
    insert into process.subscription (case_id, wait, kind, name, key)
    select s.case_id, s.wait, s.kind, s.name, s.key from json_to_recordset(p_subscriptions) as s(case_id uuid, wait integer, kind text, name text, key text);
  end if;
  if p_jobs is not null then
    insert into jobs.job (kind, case_id, wait, payload, run_at, lane)
    select j.kind, j.case_id, j.wait, j.payload, j.run_at, j.lane
    from jsonb_to_recordset(p_jobs) as j(kind text, case_id uuid, wait integer, payload jsonb, run_at timestamptz, lane text);
  end if;
  -- what an act of a person began is told by its event
  if p_events is not null then
    perform audit.append_many(p_now, p_events);
  end if;
end $$;
