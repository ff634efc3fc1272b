-- The statements that src/modules/exchange sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   model/fetch-evidence.ts fetchEvidence

-- store/accesses.ts accessesOf
-- access by access_pkey
select id, at, register, evidence, purpose, basis, body, status, case when own_case then case_id end as "caseId", case when own_case then case_number end as "caseNumber"
from exchange.access
where subject = $1 and ($2::uuid is null or id < $2)
order by id desc
limit $3;

-- store/accesses.ts recordAccess
insert into exchange.access (subject, id, at, register, evidence, purpose, basis, case_id, case_number, own_case, body, actor, status, source, as_of, took_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16);
