-- Everything the steps of many cases write, in one statement; the caller holds the locks of the instances' rows. A case stands once in the list.
-- p_steps: [{case_id, status, state, closed, tasks, subscriptions, jobs, kind, actor, body}], as process.apply_step takes them one by one.
create function process.apply_steps(p_now timestamptz, p_steps jsonb) returns void language plpgsql as $$
begin
  update process.instance i set state = s.state, status = s.status, updated_at = p_now, ended_at = case when s.status > 0 then p_now end
    from jsonb_to_recordset(p_steps) as s(case_id uuid, status smallint, state jsonb) where i.case_id = s.case_id;
  if jsonb_path_exists(p_steps, '$[*].closed[*]') then
    delete from process.task t using jsonb_to_recordset(p_steps) as s(case_id uuid, closed integer[]) where t.case_id = s.case_id and t.wait = any(s.closed);
    delete from process.subscription t using jsonb_to_recordset(p_steps) as s(case_id uuid, closed integer[]) where t.case_id = s.case_id and t.wait = any(s.closed);
    delete from jobs.job t using jsonb_to_recordset(p_steps) as s(case_id uuid, closed integer[]) where t.case_id = s.case_id and t.wait = any(s.closed);
  end if;
  if jsonb_path_exists(p_steps, '$[*].tasks[*]') then
    insert into process.task (case_id, wait, element, act, performer, office, role, service, label, assignee, opened_at, due_at, attributes)
    select s.case_id, t.wait, t.element, t.act, t.performer, t.office, t.role, t.service, t.label, t.assignee, p_now, coalesce(t.due_at, 'infinity'), t.attributes
    from jsonb_to_recordset(p_steps) as s(case_id uuid, tasks jsonb),
      jsonb_to_recordset(s.tasks) as t(wait integer, element text, act text, performer text, office text, role text, service text, label text, assignee uuid, due_at timestamptz, attributes jsonb);
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
