-- The statements that src/modules/redesign sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   store/amendments.ts countHolding
--   store/amendments.ts joinDiscussion
--   store/amendments.ts lockAmendment
--   store/amendments.ts openAmendment
--   store/amendments.ts openOf
--   store/amendments.ts setPublished
--   store/amendments.ts setSettled
--   store/amendments.ts withdraw
--   store/simulations.ts countBeginning
--   store/simulations.ts endSimulation
--   store/simulations.ts findSimulation
--   store/simulations.ts forgetSimulations
--   store/simulations.ts isBegunBy
--   store/simulations.ts setShare

-- store/amendments.ts findAmendment
-- amendment by amendment_opened
select id, draft, service, version, body, law, article, step, name, unit, what, finding, opened_at as "openedAt", withdrawn_at as "withdrawnAt", discussion, discussed_at as "discussedAt", settled, settled_words as "settledWords", in_force as "inForce"
from redesign.amendment
where id = $1;

-- store/amendments.ts findAmendments
-- amendment along amendment_opened
select id, draft, service, version, body, law, article, step, name, unit, what, finding, opened_at as "openedAt", withdrawn_at as "withdrawnAt", discussion, discussed_at as "discussedAt", settled, settled_words as "settledWords", in_force as "inForce"
from redesign.amendment
where $1::uuid is null or draft = $1
order by opened_at desc, id
limit $2;

-- store/amendments.ts setDiscussed
-- amendment by amendment_discussion
update redesign.amendment
set discussed_at = $2
where discussion = $1 and discussed_at is null;

-- store/log-columns.ts findColumns
-- log_columns by log_columns_heading
select columns
from redesign.log_columns
where heading = $2 and (person = $1 or bodies && $3::text[])
order by person = $1 desc, at desc
limit 1;

-- store/log-columns.ts saveColumns
insert into redesign.log_columns (person, heading, bodies, columns, at)
values ($1, $2, $3, $4, $5)
on conflict (person, heading) do update
set bodies = excluded.bodies, columns = excluded.columns, at = excluded.at;

-- store/simulations.ts findRunning
-- simulation by simulation_running
select id, service
from redesign.simulation
where by_person = $1 and state in ('waiting', 'running');

-- store/simulations.ts insertSimulation
insert into redesign.simulation (id, service, version, language, plan, by_person, begun_at, state)
values ($1, $2, $3, $4, $5, $6, $7, 'waiting')
on conflict (by_person)
where state in ('waiting', 'running') do nothing;
