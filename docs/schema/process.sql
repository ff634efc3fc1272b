-- The schema process as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema process;

CREATE OR REPLACE FUNCTION process.apply_step(p_case uuid, p_now timestamp with time zone, p_status smallint, p_state json, p_closed integer[], p_tasks json, p_subscriptions json, p_jobs jsonb, p_kind text, p_actor text, p_body text)
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION process.apply_steps(p_now timestamp with time zone, p_steps jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION process.begin_cases(p_now timestamp with time zone, p_cases uuid[], p_definitions text[], p_statuses smallint[], p_facts json[], p_states json[], p_tasks json, p_subscriptions json, p_jobs jsonb, p_events jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$;

create table process.archive (
  case_id uuid not null,
  definition text not null,
  label text not null,
  status smallint not null,
  ended_at timestamp with time zone not null,
  archived_at timestamp with time zone not null,
  file text not null,
  sha256 bytea not null,
  events integer not null,
  head bytea not null,
  started_at timestamp with time zone not null,
  constraint archive_pkey PRIMARY KEY (case_id)
);

create table process.beginning (
  process text not null,
  element text not null,
  definition text not null,
  kind text not null,
  name text not null default ''::text,
  constraint beginning_pkey PRIMARY KEY (process, element),
  constraint beginning_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'signal'::text, 'timer'::text, 'condition'::text])))
);

create table process.definition (
  id text not null,
  main text not null,
  bpmn text not null,
  dmn text,
  suspended boolean not null default false,
  deployed_at timestamp with time zone not null,
  closed boolean not null default false,
  number integer not null generated always as identity,
  constraint definition_pkey PRIMARY KEY (id),
  constraint definition_number UNIQUE (number)
);

create table process.instance (
  case_id uuid not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  definition integer not null,
  status smallint not null default 0,
  suspended boolean not null default false,
  facts json not null,
  state json not null,
  constraint instance_pkey PRIMARY KEY (case_id)
) with (fillfactor = 90);

create table process.state_part (
  case_id uuid not null,
  activity integer not null,
  round integer not null,
  waits integer[] not null,
  body json not null,
  constraint state_part_pkey PRIMARY KEY (case_id, activity, round)
);

create table process.subscription (
  case_id uuid not null,
  wait integer not null,
  kind text not null,
  name text not null,
  key text not null default ''::text,
  constraint subscription_pkey PRIMARY KEY (case_id, wait)
);

create table process.task (
  case_id uuid not null,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  wait integer not null,
  told smallint not null default 0,
  held boolean not null default false,
  assignee uuid,
  element text not null,
  act text not null,
  performer text not null,
  office text not null,
  role text not null,
  service text not null,
  label text not null,
  attributes json not null,
  constraint task_pkey PRIMARY KEY (case_id, wait)
) with (fillfactor = 95);

CREATE INDEX archive_definition ON process.archive USING btree (definition, case_id);

CREATE INDEX archive_ended ON process.archive USING btree (definition, ended_at);

CREATE INDEX archive_label ON process.archive USING btree (label);

CREATE INDEX beginning_awaits ON process.beginning USING btree (kind, name);

CREATE INDEX instance_definition ON process.instance USING btree (definition, status);

CREATE INDEX instance_ended ON process.instance USING btree (definition, ended_at) WHERE (ended_at IS NOT NULL);

CREATE INDEX instance_open ON process.instance USING btree (definition, started_at) WHERE (ended_at IS NULL);

CREATE INDEX instance_walk ON process.instance USING btree (definition, case_id);

CREATE INDEX state_part_waits ON process.state_part USING gin (waits);

CREATE INDEX subscription_name ON process.subscription USING btree (name, key);

CREATE INDEX task_assignee ON process.task USING btree (assignee, due_at, case_id, wait) WHERE (assignee IS NOT NULL);

CREATE INDEX task_near ON process.task USING btree ((((due_at AT TIME ZONE 'UTC'::text))::date)) WHERE ((told < 2) AND (due_at < 'infinity'::timestamp with time zone));

CREATE INDEX task_worklist ON process.task USING btree (office, due_at, case_id, wait) INCLUDE (element, act, role, service, label, assignee, opened_at) WHERE ((performer = 'office'::text) AND (NOT held));

create view process.any_case as
 SELECT i.case_id,
    (i.facts ->> 'label'::text) AS label,
    d.id AS definition,
    i.definition AS number,
    i.status,
    i.suspended,
    i.started_at,
    i.ended_at,
    false AS archived
   FROM (process.instance i
     JOIN process.definition d ON ((d.number = i.definition)))
UNION ALL
 SELECT a.case_id,
    a.label,
    a.definition,
    d.number,
    a.status,
    false AS suspended,
    a.started_at,
    a.ended_at,
    true AS archived
   FROM (process.archive a
     JOIN process.definition d ON ((d.id = a.definition)));
