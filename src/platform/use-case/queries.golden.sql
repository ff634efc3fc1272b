-- The statements that src/platform/use-case sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.

-- answer-given.ts answerGiven
-- idempotency by idempotency_pkey
select answer
from use_case.idempotency
where client = $1 and key = $2 and use_case = any($3);

-- perform.ts claimKey
insert into use_case.idempotency (client, key, use_case, digest, at)
values ($1, $2, $3, $4, $5)
on conflict do nothing
returning key;

-- perform.ts inTransaction
-- idempotency by idempotency_pkey
update use_case.idempotency
set answer = $3
where client = $1 and key = $2;
