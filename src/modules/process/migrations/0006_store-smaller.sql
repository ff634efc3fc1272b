-- What a case costs while it sleeps. Nothing looks into a case's state or a task's attributes by SQL: kept as the text they came as they are
-- smaller than taken apart, and neither taken apart at each step nor put together at each reading.
alter table process.instance alter column state type json using state::json;
alter table process.task alter column attributes type json using attributes::json;
-- One new version of one row at a time is all that a page must have room for.
alter table process.instance set (fillfactor = 90);
alter table process.task set (fillfactor = 95);

drop function process.apply_step(uuid, timestamptz, smallint, jsonb, integer[], jsonb, jsonb, jsonb, text, text, text);
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
  perform audit.append(p_case, p_now, p_kind, p_actor, p_body);
end $$;
