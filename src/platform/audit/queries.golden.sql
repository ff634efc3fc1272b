-- The statements that src/platform/audit sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   check-rows.ts checkRows
--   go-on-behind-seals.ts goOnBehindSeals
--   mail-seal.ts takeUnmailed
--   witness.ts lastSeal

-- append.ts append
select audit.append($1, $2, $3, $4, $5);

-- drop-events.ts dropEvents
select audit.drop_events($1, $2) as dropped;

-- keep-months.ts keepMonths
select audit.keep_months($1, $2);

-- keep-months.ts keepMonths
-- event_other along event_other_tx_position_idx
select exists (select 1 from audit.event_other) or bool_or(to_regclass('audit.' || to_char(($2::timestamptz at time zone 'UTC') + make_interval(months => n), '"event_"YYYY_MM')) is null) as missing
from generate_series(0, $1::int) n;

-- keep-months.ts keepMonths
set local lock_timeout = '2s';

-- list-seals.ts countUnsealed
-- event_month by event_month_tx_position_idx, event_other by event_other_tx_position_idx, seal whole
select count(*)::int as n
from audit.event
where position >= coalesce((select max(until_position) from audit.seal), 1);

-- list-seals.ts listSeals
-- seal along seal_pkey
select number, events, subjects, encode(root, 'hex') as root, encode(hash, 'hex') as hash, sealed_at as "sealedAt"
from audit.seal
where $1::int is null or number < $1
order by number desc
limit 50;

-- seal-events.ts sealEvents
insert into audit.seal (number, from_position, until_position, events, subjects, root, previous, hash, sealed_at, places)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- seal-events.ts sealEvents
-- seal along seal_pkey
select number, until_position::text as until, hash
from audit.seal
order by number desc
limit 1;

-- seal-events.ts sealEvents
select pg_advisory_xact_lock($1);

-- seal-events.ts sealEvents
-- event_month by event_month_tx_position_idx, event_other by event_other_tx_position_idx
select sha256(convert_to(string_agg(position || ' ' || subject || ' ' || seq || ' ' || floor(extract(epoch from at) * 1000)::bigint || E'\n', '' order by position), 'UTF8')) as hash
from audit.event
where position >= $1 and position < $2;

-- seal-events.ts sealEvents
-- event_month along event_month_subject_idx, event_month by event_month_tx_position_idx, event_other by event_other_tx_position_idx
select subject, max(seq) as seq, (array_agg(hash order by seq desc))[1] as hash, count(*)::int as events
from audit.event
where position >= $1 and position < $2
group by subject;

-- seal-events.ts settledPosition
-- position whole
select case when is_called then last_value else 0 end::text as last
from audit.position;

-- seal-events.ts settledPosition
select pg_current_xact_id()::text as xid;

-- seal-events.ts settledPosition
select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as settled;

-- verify-audit.ts rows
close archived;

-- verify-audit.ts rows
close events;

-- verify-audit.ts rows
close heads;

-- verify-audit.ts rows
close kept;

-- verify-audit.ts rows
close places;

-- verify-audit.ts rows
close seals;

-- verify-audit.ts rows
declare archived no scroll cursor for select distinct on (subject) subject, seq, hash
from audit.archived
order by subject, seq desc;

-- verify-audit.ts rows
declare events no scroll cursor for select subject, seq, floor(extract(epoch from at) * 1000)::bigint::text as at, kind, actor, body, hash
from audit.history
order by subject, seq;

-- verify-audit.ts rows
declare heads no scroll cursor for select subject, seq, hash
from audit.head
where seq > 0
order by subject;

-- verify-audit.ts rows
declare kept no scroll cursor for select seal, subject, seq, hash, events
from audit.archived
order by seal, subject;

-- verify-audit.ts rows
declare places no scroll cursor for select position::text as place, floor(extract(epoch from at) * 1000)::bigint::text as at, subject, seq, hash
from audit.event
order by position;

-- verify-audit.ts rows
declare seals no scroll cursor for select number, from_position::text as
from, until_position::text as until, events, subjects, root, previous, hash, sealed_at, places
from audit.seal
order by number;

-- verify-audit.ts rows
fetch 2000
from archived;

-- verify-audit.ts rows
fetch 2000
from events;

-- verify-audit.ts rows
fetch 2000
from heads;

-- verify-audit.ts rows
fetch 2000
from kept;

-- verify-audit.ts rows
fetch 2000
from places;

-- verify-audit.ts rows
fetch 2000
from seals;

-- verify-audit.ts verifyAudit
begin transaction isolation level repeatable read read only;

-- verify-audit.ts verifyAudit
lock table audit.event, audit.head, audit.archived, audit.seal in access share mode;

-- verify-audit.ts verifyAudit
set time zone utc;
