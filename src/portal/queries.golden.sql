-- The statements that src/portal sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.

-- administration/use/list-seals.ts
-- event_month by event_month_position_idx, event_other by event_other_position_idx, seal whole
select count(*)::int as n
from audit.event
where position >= coalesce((select max(until_position) from audit.seal), 1);

-- administration/use/list-seals.ts
-- seal along seal_pkey
select number, events, subjects, encode(root, 'hex') as root, encode(hash, 'hex') as hash, sealed_at as "sealedAt"
from audit.seal
where $1::int is null or number < $1
order by number desc
limit 50;

-- administration/use/read-overview.ts jobFigures
-- job along job_stopped, job by job_due
select (select count(*)::int from jobs.job where run_at <= $1 and stopped_at is null) as "jobsDue", (select min(run_at) from jobs.job where run_at <= $1 and stopped_at is null) as "dueSince", (select count(*)::int from jobs.job where stopped_at is not null) as incidents;

-- administration/use/read-overview.ts silentRegisters
-- job whole
select substring(problem from '^the register ([a-z-]+) does not answer') as register, count(*)::int as waiting
from jobs.job
where kind = 'process.register.fetch' and problem like 'the register %'
group by 1;
