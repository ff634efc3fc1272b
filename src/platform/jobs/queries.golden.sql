-- The statements that src/platform/jobs sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   claim.ts releaseJobs
--   jobs-of-cases.ts enqueueForCases
--   jobs-of-cases.ts keepStopped
--   jobs-of-cases.ts moveJobs
--   jobs-of-cases.ts moveJobsFrom
--   jobs-of-cases.ts reshapeJobs
--   outside-store.ts markAway
--   outside-store.ts waitForSystem
--   parked.ts parkJob
--   repeat.ts bringBackJobs
--   worker.ts listen

-- claim.ts claimJobs
-- job by job_due, job by job_pkey
--   ModifyTable job
--     Result
--     Limit
--       Index Scan job_due: (run_at <= $1)
--     Limit
--       Aggregate
--         CTE Scan
--       Aggregate
--         CTE Scan
--       Result
--         Index Scan job_due: (run_at <= $1)
--     Limit
--       Aggregate
--         CTE Scan
--       Aggregate
--         Append
--           Aggregate
--             CTE Scan
--           Aggregate
--             CTE Scan
--       Result
--         Index Scan job_due: (run_at <= $1)
--     LockRows
--       Nested Loop
--         Aggregate
--           Subquery Scan
--             Limit
--               Sort
--                 Subquery Scan
--                   WindowAgg
--                     Sort
--                       Subquery Scan
--                         WindowAgg
--                           Sort
--                             Result
--                               Append
--                                 CTE Scan
--         Index Scan job_pkey: (id = "ANY_subquery".id)
--     Nested Loop
--       Nested Loop
--         CTE Scan
--         Index Scan job_pkey: (id = chosen.id)
--       CTE Scan
with quick as materialized ( select set_config('synchronous_commit', 'off', true) ), due as materialized ( select id, lane, run_at from jobs.job where run_at <= $1 and stopped_at is null order by run_at limit $2 * 8 ), others as materialized ( select id, lane, run_at from jobs.job where $4 and (select count(*) from due) >= $2 * 8 and run_at <= $1 and stopped_at is null and lane <> all(array(select lane from due group by lane)) order by run_at limit $2 * 8 ), third as materialized ( select id, lane, run_at from jobs.job where $4 and (select count(*) from others) >= $2 * 8 and run_at <= $1 and stopped_at is null and lane <> all(array(select lane from due group by lane union select lane from others group by lane)) order by run_at limit $2 * 8 ), seen as ( select id, lane, run_at from due union all select id, lane, run_at from others union all select id, lane, run_at from third ), turned as ( select id, run_at, split_part(lane, '/', 1) as service, case when split_part(lane, '/', 3) ~ '^[1-9]$' then 1.0 + split_part(lane, '/', 3)::int else 1.0 end as weight, row_number() over (partition by lane order by run_at) as turn from seen ), turns as ( select id, run_at, row_number() over (partition by service order by turn / weight, run_at) / weight as turn from turned ), chosen as ( select job.id from jobs.job where id in (select id from turns order by turn, run_at limit $2) and run_at <= $1 and stopped_at is null for update skip locked ) update jobs.job as job
set run_at = $1::timestamptz + make_interval(secs => $3), attempts = job.attempts + 1, waits_for = null
from chosen, quick
where job.id = chosen.id
returning job.id::text as id, job.kind, job.case_id as "caseId", job.wait, job.payload, job.attempts, job.lane;

-- claim.ts nextDue
-- job along job_due
select run_at
from jobs.job
where stopped_at is null
order by run_at
limit 1;

-- claim.ts prolongLease
-- job by job_pkey
update jobs.job
set run_at = $3::timestamptz + make_interval(secs => $4)
where (id, attempts) in (select * from unnest($1::bigint[], $2::int[])) and stopped_at is null and run_at < $3::timestamptz + make_interval(secs => $4);

-- enqueue.ts enqueue
insert into jobs.job (kind, case_id, wait, payload, run_at, lane, key)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (key) do nothing;

-- enqueue.ts enqueue
select pg_notify($1, $2);

-- figures.ts countJobs
-- job whole
select count(*) filter (where stopped_at is null)::int as waiting, count(*) filter (where stopped_at is not null)::int as stopped
from (select stopped_at from jobs.job limit 100000) j;

-- figures.ts workFigures
-- job along job_stopped, job by job_due
select (select count(*)::int from jobs.job where run_at <= $1 and stopped_at is null) as "jobsDue", (select min(run_at) from jobs.job where run_at <= $1 and stopped_at is null) as "dueSince", (select count(*)::int from jobs.job where stopped_at is not null) as incidents;

-- incidents.ts incidents
-- job along job_stopped
select id::text as id, kind, case_id as "caseId", wait, lane, attempts, stopped_at as "stoppedAt", problem
from jobs.job
where stopped_at is not null and ($1::bigint is null or id < $1)
order by id desc
limit 50;

-- incidents.ts retryIncident
-- job by job_pkey
update jobs.job
set stopped_at = null, attempts = 0, run_at = $2
where id = $1 and stopped_at is not null;

-- jobs-of-cases.ts hasJob
-- job by job_case
select 1 as yes
from jobs.job
where case_id = $1 and kind = $2
limit 1;

-- outside-store.ts awaySystems
-- job by job_pkey, job by job_waits_for, outside_system whole
select away.system, away.since, away.tried_at as "triedAt", away.problem, (select count(*)::int from jobs.job where waits_for = away.system and stopped_at is null) + (select count(*)::int from jobs.job where id = away.probe_job and waits_for is null and stopped_at is null) as waiting
from jobs.outside_system away
order by away.since, away.system;

-- outside-store.ts markAnswered
-- job by job_pkey, job by job_waits_for, outside_system by outside_system_pkey
with back as (delete from jobs.outside_system where system = $1) update jobs.job
set run_at = $2, waits_for = null
where id in (select id from jobs.job where waits_for = $1 and stopped_at is null order by id limit $3 for update skip locked);

-- outside-store.ts probeNow
select pg_notify($1, $2);

-- outside-store.ts probeNow
-- job by job_pkey, job by job_waits_for
update jobs.job
set run_at = $2
where id = (select id from jobs.job where waits_for = $1 and stopped_at is null order by run_at limit 1 for update skip locked);

-- outside-store.ts probeNow
-- outside_system by outside_system_pkey
update jobs.outside_system
set probe_at = $2
where system = $1;

-- outside-store.ts takeProbes
-- outside_system by outside_system_pkey
with taken as ( update jobs.outside_system set probe_at = $3::timestamptz + make_interval(secs => $4), probe_job = $2, tried_at = $3 where system = any($1) and probe_at <= $3 returning system )
select system, system in (select system from taken) as mine
from jobs.outside_system
where system = any($1);

-- parked.ts casesWithParkedJobs
-- job by job_due
select distinct case_id as "caseId"
from jobs.job
where run_at = $1 and stopped_at is null;

-- parked.ts unparkJobs
select pg_notify($1, $2);

-- parked.ts unparkJobs
-- job by job_case, job by job_due
update jobs.job
set run_at = $2
where case_id = any($1) and run_at = $3 and stopped_at is null;

-- run-job.ts recordFailure
-- job by job_pkey
update jobs.job
set problem = $3, run_at = $4::timestamptz + make_interval(secs => $5), stopped_at = case when $6 then $4::timestamptz end
where id = $1 and attempts = $2;

-- run-job.ts runJob
-- job by job_pkey
delete from jobs.job
where id = $1 and attempts = $2;

-- worker.ts runTogether
-- job by job_pkey
delete from jobs.job
where id = any($1::bigint[]);

-- worker.ts runTogether
-- job by job_pkey
select id::text as id
from jobs.job
where (id, attempts) in (select * from unnest($1::bigint[], $2::int[]))
order by id
for update;
