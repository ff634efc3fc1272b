-- The statements that src/modules/process sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   store/archive.ts archivesAfter
--   store/archive.ts findClosedCases
--   store/archive.ts unnotedArchives
--   store/beginnings.ts beginningsFor
--   store/beginnings.ts lockBeginning
--   store/history.ts casesByLabel
--   store/incidents.ts keepStuckEvent
--   store/instances.ts relocateInstance
--   store/migrating.ts putOnVersion
--   store/migrating.ts runningCases
--   store/state-parts.ts allParts
--   store/state-parts.ts keepParts
--   store/state-parts.ts readParts
--   store/subscriptions.ts messageReceivers
--   store/subscriptions.ts sendSignal
--   store/tasks.ts markTold
--   store/tasks.ts moveTasks
--   store/tasks.ts tasksHeldBy

-- store/archive.ts chainOf
-- event_month by event_month_subject_idx, event_other by event_other_subject_idx
select seq, at, floor(extract(epoch from at) * 1000)::bigint::text as milliseconds, kind, actor, body, encode(hash, 'hex') as hash
from audit.history
where subject = $1
order by seq;

-- store/archive.ts dropLiveRows
-- instance by instance_pkey
delete from process.instance
where case_id = $1;

-- store/archive.ts dropLiveRows
-- subscription by subscription_pkey
delete from process.subscription
where case_id = $1;

-- store/archive.ts dropLiveRows
-- task by task_pkey
delete from process.task
where case_id = $1;

-- store/archive.ts dropLiveRows
insert into process.archive (case_id, definition, label, status, started_at, ended_at, archived_at, file, sha256, events, head)
values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, decode($11, 'hex'));

-- store/archive.ts lockWholeCase
-- definition along definition_number, instance by instance_pkey
select i.case_id as "caseId", d.id as definition, i.status, i.facts, i.state, i.started_at as "startedAt", i.ended_at as "endedAt"
from process.instance i
join process.definition d on d.number = i.definition
where i.case_id = $1
for update of i;

-- store/beginnings.ts awaitBeginnings
-- beginning by beginning_pkey
delete from process.beginning
where process = $1 and definition <> $2;

-- store/beginnings.ts awaitBeginnings
-- definition along definition_number
select id
from process.definition
where split_part(id, '@', 1) = $1
order by number desc
limit 1;

-- store/definitions.ts definitionLines
-- definition along definition_number, instance along instance_definition, instance along instance_walk, job along job_stopped
select d.id, d.main as process, d.deployed_at as "deployedAt", d.closed, d.suspended, coalesce(c.running, 0) as running, coalesce(c.ended, 0) as ended, coalesce(s.incidents, 0) as incidents
from process.definition d
left join (select definition, count(*) filter (where status = 0)::int as running, count(*) filter (where status <> 0)::int as ended from process.instance group by definition) c on c.definition = d.number
left join (select i.definition, count(*)::int as incidents from jobs.incident j join process.instance i on i.case_id = j.case_id group by i.definition) s on s.definition = d.number
where $1::text is null or d.id = $1 or d.id like replace(replace($1, '_', '\_'), '%', '\%') || '@%'
order by split_part(d.id, '@', 1), d.deployed_at desc, d.id desc;

-- store/definitions.ts deployDefinition
insert into process.definition (id, main, bpmn, dmn, deployed_at)
values ($1, $2, $3, $4, $5)
on conflict (id) do update
set deployed_at = process.definition.deployed_at
where process.definition.bpmn = excluded.bpmn and process.definition.dmn is not distinct from excluded.dmn
returning id;

-- store/definitions.ts findModel
-- definition by definition_pkey
select bpmn, dmn
from process.definition
where id = $1;

-- store/definitions.ts lockDefinition
-- definition by definition_pkey
select id
from process.definition
where id = $1
for no key update;

-- store/definitions.ts setDefinitionState
-- definition by definition_pkey
update process.definition
set closed = $2, suspended = coalesce($3, suspended)
where id = $1
returning id, closed, suspended;

-- store/history.ts archivesOf
-- archive by archive_pkey
select case_id as "caseId", file, encode(sha256, 'hex') as sha256
from process.archive
where case_id = any($1);

-- store/history.ts casesOf
-- archive by archive_definition, definition by definition_pkey, instance by instance_walk
select kept.case_id as "caseId", kept.label, d.id as definition, kept.status, kept.suspended, kept.started_at as "startedAt", kept.ended_at as "endedAt", kept.archived
from process.definition d
cross join lateral ( (select i.case_id, i.facts ->> 'label' as label, i.status, i.suspended, i.started_at, i.ended_at, false as archived from process.instance i where i.definition = d.number and i.case_id < $2 order by i.case_id desc limit $3) union all (select a.case_id, a.label, a.status, false, a.started_at, a.ended_at, true from process.archive a where a.definition = d.id and a.case_id < $2 order by a.case_id desc limit $3) ) as kept
where d.id = any($1)
order by kept.case_id desc
limit $3;

-- store/history.ts casesOf
-- archive by archive_definition, definition by definition_pkey, instance by instance_walk
select kept.case_id as "caseId", kept.label, d.id as definition, kept.status, kept.suspended, kept.started_at as "startedAt", kept.ended_at as "endedAt", kept.archived
from process.definition d
cross join lateral ( (select i.case_id, i.facts ->> 'label' as label, i.status, i.suspended, i.started_at, i.ended_at, false as archived from process.instance i where i.definition = d.number and i.case_id > $2 order by i.case_id limit $3) union all (select a.case_id, a.label, a.status, false, a.started_at, a.ended_at, true from process.archive a where a.definition = d.id and a.case_id > $2 order by a.case_id limit $3) ) as kept
where d.id = any($1)
order by kept.case_id
limit $3;

-- store/history.ts endedCases
-- archive by archive_ended, definition by definition_pkey, instance by instance_ended
select d.id as definition, ended.case_id as "caseId", ended.started_at as "startedAt", ended.ended_at as "endedAt"
from process.definition d
cross join lateral ( select case_id, started_at, ended_at from ( (select case_id, started_at, ended_at from process.instance where definition = d.number and ended_at is not null order by ended_at desc limit $2) union all (select case_id, started_at, ended_at from process.archive where definition = d.id order by ended_at desc limit $2) ) as kept order by ended_at desc limit $2 ) as ended
where d.id = any($1);

-- store/history.ts eventsOfChains
-- event_month by event_month_subject_idx, event_other by event_other_subject_idx
select subject, seq, at, kind, actor, body
from audit.history
where subject = any($1)
order by subject, seq;

-- store/history.ts findCaseLine
-- archive by archive_pkey, definition along definition_number, definition along definition_pkey, instance by instance_pkey
select case_id as "caseId", label, definition, status, suspended, started_at as "startedAt", ended_at as "endedAt", archived
from process.any_case
where case_id = $1;

-- store/history.ts findCases
-- archive by archive_pkey, definition by definition_number, definition by definition_pkey, instance by instance_pkey
select case_id as "caseId", label, definition, status, suspended, started_at as "startedAt", ended_at as "endedAt", archived
from process.any_case
where case_id = any($1)
order by case_id desc
limit 20;

-- store/history.ts oldOpenCases
-- definition along definition_pkey, instance by instance_open
select d.id as definition, counted.open
from unnest($1::text[], $2::timestamptz[]) as asked(id, since)
join process.definition d on d.id = asked.id
cross join lateral ( select count(*)::integer as open from ( select 1 from process.instance i where i.definition = d.number and i.ended_at is null and i.started_at <= asked.since limit $3 ) as old ) as counted;

-- store/incidents.ts findIncident
-- job by job_pkey
select kind, case_id as "caseId", coalesce(problem, '') as problem
from jobs.incident
where id = $1;

-- store/incidents.ts standingIncidents
-- definition by definition_number, instance by instance_pkey, job along job_stopped
select j.id::text as id, j.kind, j.case_id as "caseId", i.facts ->> 'label' as label, d.id as definition, j.payload ->> 'element' as element, j.attempts, j.stopped_at as "stoppedAt", coalesce(j.problem, '') as problem
from jobs.incident j
left join process.instance i on i.case_id = j.case_id
left join process.definition d on d.number = i.definition
where ($1::bigint is null or j.id < $1) and ($2::uuid is null or j.case_id = $2)
order by j.id desc
limit 50;

-- store/instances.ts findInstance
-- definition along definition_number, instance by instance_pkey
select i.case_id as "caseId", d.id as definition, i.status, (i.suspended or d.suspended) as suspended, i.facts, i.state
from process.instance i
join process.definition d on d.number = i.definition
where i.case_id = $1;

-- store/instances.ts isClosed
-- definition by definition_pkey
select id
from process.definition
where id = $1 and (closed or suspended);

-- store/instances.ts lockInstance
-- definition along definition_number, instance by instance_pkey
--   LockRows
--     Merge Join
--       Sort
--         Index Scan instance_pkey: (case_id = $1)
--       Index Scan definition_number
select i.case_id as "caseId", d.id as definition, i.status, (i.suspended or d.suspended) as suspended, i.facts, i.state
from process.instance i
join process.definition d on d.number = i.definition
where i.case_id = $1
for update of i;

-- store/instances.ts lockInstances
-- definition by definition_number, instance by instance_pkey
select i.case_id as "caseId", d.id as definition, i.status, (i.suspended or d.suspended) as suspended, i.facts, i.state
from process.instance i
join process.definition d on d.number = i.definition
where i.case_id = any($1)
order by i.case_id
for update of i;

-- store/instances.ts runningFigures
-- definition whole, instance by instance_definition
select (select count(*)::int from process.instance where status = 0) as "runningCases", (select count(*)::int from process.definition where closed) as "closedVersions";

-- store/instances.ts setSuspended
-- instance by instance_pkey
update process.instance
set suspended = $2
where case_id = $1;

-- store/instances.ts suspendedAmong
-- definition along definition_number, instance by instance_pkey
select i.case_id as "caseId"
from process.instance i
join process.definition d on d.number = i.definition
where i.case_id = any($1) and i.status = 0 and (i.suspended or d.suspended);

-- store/instances.ts variablesOf
-- instance by instance_pkey, state_part by state_part_pkey
select coalesce((select p.body->'v' from process.state_part p where p.case_id = i.case_id and p.activity = 0 and p.round = 0), i.state->'variables') as variables
from process.instance i
where i.case_id = $1;

-- store/parked.ts unparkDefinition
-- definition by definition_pkey, instance by instance_walk
select case_id as "caseId"
from process.instance
where case_id = any($2) and definition = (select number from process.definition where id = $1) and status = 0 and not suspended;

-- store/steps.ts writeBegun
select pg_notify($1, $2);

-- store/steps.ts writeBegun
select process.begin_cases($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- store/steps.ts writeStep
select pg_notify($1, $2);

-- store/steps.ts writeStep
select process.apply_step($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- store/steps.ts writeSteps
select pg_notify($1, $2);

-- store/steps.ts writeSteps
select process.apply_steps($1, $2);

-- store/tasks.ts applicantTasks
-- task by task_pkey
select case_id as "caseId", wait, element, act, role, service, label, office, assignee, opened_at as "openedAt", due_at as "dueAt"
from process.task
where case_id = any($1) and performer = 'applicant'
order by case_id, wait;

-- store/tasks.ts assignTask
-- task by task_pkey
update process.task
set assignee = $3
where case_id = $1 and wait = $2 and (assignee is null or assignee = $3);

-- store/tasks.ts awaitsMessage
-- subscription by subscription_name
select wait
from process.subscription
where case_id = $1 and kind = 'message' and name = $2;

-- store/tasks.ts findTask
-- task by task_pkey
select case_id as "caseId", wait, element, act, role, service, label, office, assignee, opened_at as "openedAt", due_at as "dueAt", performer, attributes
from process.task
where case_id = $1 and wait = $2;

-- store/tasks.ts loadOfOffice
-- task by task_worklist
select assignee as person, count(*)::int as tasks, (count(*) filter (where due_at < $2))::int as late
from process.task
where office = $1 and performer = 'office' and not held
group by assignee
order by 2 desc;

-- store/tasks.ts loadOfOffices
-- task by task_worklist
select office, count(*)::int as tasks, (count(*) filter (where due_at < $2))::int as late, min(due_at) filter (where due_at < $2) as "lateSince"
from process.task
where office = any($1) and performer = 'office' and not held
group by office;

-- store/tasks.ts openByElement
-- task by task_pkey
select element, count(*)::int as open, count(*) filter (where due_at < $2)::int as late
from process.task
where case_id = any($1::uuid[])
group by element;

-- store/tasks.ts reassignTask
-- task by task_pkey
update process.task
set assignee = $3
where case_id = $1 and wait = $2;

-- store/tasks.ts reassignTasksOf
-- task by task_assignee
update process.task
set assignee = $3
where assignee = $1 and case_id = $2;

-- store/tasks.ts reassignTasksOf
-- task by task_assignee
update process.task
set assignee = $3
where assignee = $1 and office = $2;

-- store/tasks.ts setTaskDue
-- task by task_pkey
update process.task
set due_at = $3, told = case when due_at < $3 then 0 else told end
where case_id = $1 and wait = $2;

-- store/tasks.ts tasksNear
-- task by task_near
select case_id as "caseId", wait, element, act, role, service, label, office, assignee, opened_at as "openedAt", due_at as "dueAt", performer
from process.task
where due_at < 'infinity' and told < 2 and (due_at at time zone 'UTC')::date <= ($2::timestamptz at time zone 'UTC')::date and due_at <= $2 and (told = 0 or due_at <= $1)
order by due_at
limit $3;

-- store/tasks.ts tasksOfCase
-- task by task_pkey
--   Index Scan task_pkey: (case_id = $1)
select case_id as "caseId", wait, element, act, role, service, label, office, assignee, opened_at as "openedAt", due_at as "dueAt", performer, attributes
from process.task
where case_id = $1
order by wait;

-- store/tasks.ts worklist
-- task by task_assignee
--   Limit
--     Index Scan task_assignee: (assignee = $3)
select case_id as "caseId", wait, element, act, role, service, label, office, assignee, opened_at as "openedAt", due_at as "dueAt"
from process.task
where office = $1 and performer = 'office' and not held and role = $2 and assignee = $3
order by due_at, case_id, wait
limit $4;

-- store/tasks.ts worklist
-- task by task_worklist
--   Limit
--     Index Only Scan task_worklist: (office = $1)
select case_id as "caseId", wait, element, act, role, service, label, office, assignee, opened_at as "openedAt", due_at as "dueAt"
from process.task
where office = $1 and performer = 'office' and not held and role = $2 and assignee is null
order by due_at, case_id, wait
limit $3;

-- store/tasks.ts worklist
-- task by task_worklist
--   Limit
--     Index Only Scan task_worklist: ((office = $1) AND (due_at > $3) AND (due_at <= $4))
select case_id as "caseId", wait, element, act, role, service, label, office, assignee, opened_at as "openedAt", due_at as "dueAt"
from process.task
where office = $1 and performer = 'office' and not held and role = $2 and due_at > $3 and due_at <= $4
order by due_at, case_id, wait
limit $5;

-- store/tasks.ts worklist
-- task by task_worklist
--   Limit
--     Index Only Scan task_worklist: (office = $1)
select case_id as "caseId", wait, element, act, role, service, label, office, assignee, opened_at as "openedAt", due_at as "dueAt"
from process.task
where office = $1 and performer = 'office' and not held and role = $2
order by due_at, case_id, wait
limit $3;

-- store/tasks.ts worklist
-- task by task_worklist
--   Limit
--     Index Only Scan task_worklist: (office = $1)
select case_id as "caseId", wait, element, act, role, service, label, office, assignee, opened_at as "openedAt", due_at as "dueAt"
from process.task
where office = $1 and performer = 'office' and not held
order by due_at, case_id, wait
limit $2;

-- store/tasks.ts worklistCounts
-- task by task_assignee, task by task_worklist
--   Result
--     Aggregate
--       Limit
--         Index Only Scan task_worklist: ((office = $1) AND (due_at <= $3))
--     Aggregate
--       Limit
--         Index Only Scan task_worklist: ((office = $1) AND (due_at > $3) AND (due_at <= $4))
--     Aggregate
--       Limit
--         Index Only Scan task_worklist: ((office = $1) AND (due_at > $3) AND (due_at <= $5))
--     Aggregate
--       Limit
--         Index Scan task_assignee: (assignee = $6)
--     Aggregate
--       Limit
--         Index Only Scan task_worklist: (office = $1)
--     Aggregate
--       Limit
--         Index Only Scan task_worklist: (office = $1)
--     Aggregate
--       Subquery Scan
--         Sort
--           Aggregate
--             Limit
--               Index Only Scan task_worklist: (office = $1)
select (select count(*)::int from (select 1 from process.task where office = $1 and performer = 'office' and not held and ($2::text is null or role = $2) and due_at <= $3 limit 1000) x) as late, (select count(*)::int from (select 1 from process.task where office = $1 and performer = 'office' and not held and ($2::text is null or role = $2) and due_at > $3 and due_at <= $4 limit 1000) x) as today, (select count(*)::int from (select 1 from process.task where office = $1 and performer = 'office' and not held and ($2::text is null or role = $2) and due_at > $3 and due_at <= $5 limit 1000) x) as week, (select count(*)::int from (select 1 from process.task where office = $1 and performer = 'office' and not held and ($2::text is null or role = $2) and assignee = $6 limit 1000) x) as mine, (select count(*)::int from (select 1 from process.task where office = $1 and performer = 'office' and not held and ($2::text is null or role = $2) and assignee is null limit 1000) x) as unclaimed, (select count(*)::int from (select 1 from process.task where office = $1 and performer = 'office' and not held and ($2::text is null or role = $2) and role = 'head' limit 1000) x) as "toSign", coalesce((select json_agg(s) from (select service, count(*)::int as tasks from (select service from process.task where office = $1 and performer = 'office' and not held and ($2::text is null or role = $2) limit 10000) x group by service order by 2 desc, 1) s), '[]') as services;
