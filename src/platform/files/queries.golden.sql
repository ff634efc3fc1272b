-- The statements that src/platform/files sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   sweep-store.ts holdBytes
--   sweep-store.ts sweepFolder
--   uploads.ts beginUpload
--   uploads.ts endUpload
--   uploads.ts findUpload
--   uploads.ts lockUpload
--   uploads.ts removeExpired
--   uploads.ts removeUpload
--   uploads.ts setReceived

-- uploads.ts unfinishedUploads
-- upload along upload_pkey
select id, person, target, name, size::float8 as size, sha256, received::float8 as received, outcome, expires_at as "expiresAt"
from files.upload
where person = $1 and outcome is null and starts_with(target, $2) and expires_at > $3
order by id;
