-- The statements that src/platform/audit sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.

-- append.ts append
select audit.append($1, $2, $3, $4, $5);

-- seal-events.ts sealEvents
insert into audit.seal (number, from_position, until_position, events, subjects, root, previous, hash, sealed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- seal-events.ts sealEvents
-- seal along seal_pkey
select number, until_position::text as until, hash
from audit.seal
order by number desc
limit 1;

-- seal-events.ts sealEvents
select pg_advisory_xact_lock($1);

-- seal-events.ts sealEvents
-- event by event_position
select subject, max(seq) as seq, (array_agg(hash order by seq desc))[1] as hash, count(*)::int as events
from audit.event
where position >= $1 and position < $2
group by subject;

-- seal-events.ts settledPosition
-- event_position_seq whole
select case when is_called then last_value else 0 end::text as last
from audit.event_position_seq;

-- seal-events.ts settledPosition
select pg_current_xact_id()::text as xid;

-- seal-events.ts settledPosition
select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as settled;

-- verify-audit.ts rows
close events;

-- verify-audit.ts rows
close heads;

-- verify-audit.ts rows
close places;

-- verify-audit.ts rows
close seals;

-- verify-audit.ts rows
declare events no scroll cursor for select subject, seq, floor(extract(epoch from at) * 1000)::bigint::text as at, kind, actor, body, hash
from audit.event
order by subject, seq;

-- verify-audit.ts rows
declare heads no scroll cursor for select subject, seq, hash
from audit.head
where seq > 0
order by subject;

-- verify-audit.ts rows
declare places no scroll cursor for select position::text as place, subject, seq, hash
from audit.event
order by position;

-- verify-audit.ts rows
declare seals no scroll cursor for select number, from_position::text as
from, until_position::text as until, events, subjects, root, previous, hash, sealed_at
from audit.seal
order by number;

-- verify-audit.ts rows
fetch 2000
from events;

-- verify-audit.ts rows
fetch 2000
from heads;

-- verify-audit.ts rows
fetch 2000
from places;

-- verify-audit.ts rows
fetch 2000
from seals;

-- verify-audit.ts verifyAudit
begin transaction isolation level repeatable read read only;

-- verify-audit.ts verifyAudit
set time zone utc;
