-- The statements that src/commands sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   hold-home.ts take
--   reach-database.ts ensureDatabase
--   reach-running.ts reachRunning

-- compose-web.ts
select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as closed;
