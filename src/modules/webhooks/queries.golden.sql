-- The statements that src/modules/webhooks sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   store/deliveries.ts dueDeliveries
--   store/deliveries.ts forgetBefore
--   store/deliveries.ts markTried
--   store/deliveries.ts nextDueDelivery
--   store/events.ts officeOfTask

-- store/deliveries.ts insertDelivery
insert into webhooks.delivery (id, subscription, event, subject, state, next_at, made_at)
values ($1, $2, $3, $4, 'waiting', $5, $5)
on conflict (subscription, event) do nothing;

-- store/deliveries.ts leaveOut
-- delivery by delivery_open
update webhooks.delivery
set state = 'left-out', ended_at = $3
where id = $2 and subscription = $1 and state in ('waiting', 'stopped');

-- store/deliveries.ts leaveOutAll
-- delivery by delivery_open
update webhooks.delivery
set state = 'left-out', ended_at = $2
where subscription = $1 and state in ('waiting', 'stopped');

-- store/deliveries.ts listDeliveries
-- delivery by delivery_open, delivery by delivery_subscription_event_key, event by event_pkey
select d.id, d.event::text as event, d.subject, event.kind, event.data->>'number' as number, d.state, d.tries, d.tried_at as "triedAt", case when d.state = 'waiting' then d.next_at end as "nextAt", d.status, d.problem, d.made_at as "madeAt", d.state = 'waiting' and not (not exists (select 1 from webhooks.delivery earlier where earlier.subscription = d.subscription and earlier.subject = d.subject and earlier.event < d.event and earlier.state in ('waiting', 'stopped'))) as behind
from webhooks.delivery d
join webhooks.event event on event.id = d.event
where d.subscription = $1 and ($2::bigint is null or d.event < $2)
order by d.event desc
limit 50;

-- store/deliveries.ts sendOnceMore
-- delivery by delivery_subscription_event_key
update webhooks.delivery
set state = 'waiting', tries = 0, next_at = $3, ended_at = null
where id = $2 and subscription = $1 and state <> 'withheld';

-- store/events.ts keepHappenings
-- subscription along subscription_client
insert into webhooks.event (subject, kind, office, data, at)
select $1, said.value->>'kind', said.value->>'office', said.value->'data', $2
from jsonb_array_elements($3::jsonb) with ordinality as said (value, place)
where exists (select 1 from webhooks.subscription where ended_at is null and (said.value->>'kind' = any(kinds) or (said.value->>'kind' = 'task.opened' and 'task.ended' = any(kinds))))
order by said.place;

-- store/events.ts keepTest
insert into webhooks.event (subject, kind, data, at, spread_at)
values ($1, 'test', '{}', $2, $2)
returning id::text as id;

-- store/events.ts lockUnspread
-- event by event_unspread
select id::text as id, subject, kind, office, data, at
from webhooks.event
where subject = $1 and spread_at is null
order by id
for update;

-- store/events.ts markSpread
-- event by event_pkey
update webhooks.event
set spread_at = $2, office = $3, data = $4
where id = $1;

-- store/subscriptions.ts changeSubscription
-- subscription by subscription_pkey
update webhooks.subscription
set address = $2, kinds = $3
where id = $1;

-- store/subscriptions.ts changeSubscription
-- subscription by subscription_pkey
update webhooks.subscription
set ended_at = $2, ended_because = $3
where id = $1;

-- store/subscriptions.ts changeSubscription
-- subscription by subscription_pkey
update webhooks.subscription
set generation = $2, rotated_at = $3
where id = $1;

-- store/subscriptions.ts changeSubscription
-- subscription by subscription_pkey
update webhooks.subscription
set paused_at = $2, paused_because = $3
where id = $1;

-- store/subscriptions.ts changeSubscription
-- subscription by subscription_pkey
update webhooks.subscription
set paused_at = $2, paused_because = $3, away_since = $4, away_tries = $5, try_at = $6, problem = $7, next_at = $8
where id = $1;

-- store/subscriptions.ts changeSubscription
-- subscription by subscription_pkey
update webhooks.subscription
set try_at = $2
where id = $1;

-- store/subscriptions.ts changeSubscription
-- subscription by subscription_pkey
update webhooks.subscription
set turn = $2, next_at = $3, sending = $4
where id = $1;

-- store/subscriptions.ts findSubscription
-- subscription by subscription_pkey
select id, client, address, kinds, made_at as "madeAt", generation, rotated_at as "rotatedAt", paused_at as "pausedAt", paused_because as "pausedBecause", ended_at as "endedAt", ended_because as "endedBecause", away_since as "awaySince", away_tries as "awayTries", try_at as "tryAt", problem, turn, sending, next_at as "nextAt"
from webhooks.subscription
where id = $1;

-- store/subscriptions.ts insertSubscription
insert into webhooks.subscription (id, client, address, kinds, made_at, made_by)
values ($1, $2, $3, $4, $5, $6);

-- store/subscriptions.ts listSubscriptions
-- delivery by delivery_due, delivery by delivery_open, subscription whole
select id, client, address, kinds, made_at as "madeAt", generation, rotated_at as "rotatedAt", paused_at as "pausedAt", paused_because as "pausedBecause", ended_at as "endedAt", ended_because as "endedBecause", away_since as "awaySince", away_tries as "awayTries", try_at as "tryAt", problem, turn, sending, next_at as "nextAt", (select count(*)::int from webhooks.delivery d where d.subscription = s.id and d.state = 'waiting') as waiting, (select count(*)::int from webhooks.delivery d where d.subscription = s.id and d.state = 'stopped') as stopped
from webhooks.subscription s
where $1::text[] is null or client = any($1)
order by ended_at desc nulls first, client, made_at
limit 200;

-- store/subscriptions.ts lockSubscription
-- subscription by subscription_pkey
select id, client, address, kinds, made_at as "madeAt", generation, rotated_at as "rotatedAt", paused_at as "pausedAt", paused_because as "pausedBecause", ended_at as "endedAt", ended_because as "endedBecause", away_since as "awaySince", away_tries as "awayTries", try_at as "tryAt", problem, turn, sending, next_at as "nextAt"
from webhooks.subscription
where id = $1
for update;

-- store/subscriptions.ts wanting
-- subscription along subscription_pkey
select id, client, address, kinds, made_at as "madeAt", generation, rotated_at as "rotatedAt", paused_at as "pausedAt", paused_because as "pausedBecause", ended_at as "endedAt", ended_because as "endedBecause", away_since as "awaySince", away_tries as "awayTries", try_at as "tryAt", problem, turn, sending, next_at as "nextAt"
from webhooks.subscription
where ended_at is null and kinds && $1::text[]
order by id;
