-- The statements that src/modules/proactive sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   model/run-selection.ts runSelection
--   store/known.ts feedReadSince
--   store/known.ts keepPage
--   store/known.ts markFeedTrouble
--   store/known.ts markOf
--   store/looked.ts holdWriting
--   store/looked.ts keepLooked
--   store/looked.ts lookedOf
--   store/looked.ts reachOf
--   store/measure.ts measureSelection
--   store/occasions.ts changedOccasions
--   store/occasions.ts clearProblem
--   store/occasions.ts lockSelected
--   store/occasions.ts markOpened
--   store/occasions.ts markProblem
--   store/occasions.ts markSettled
--   store/occasions.ts markWithdrawn
--   store/occasions.ts movedWithoutOffice
--   store/occasions.ts openedForNumbers
--   store/occasions.ts restOn
--   store/occasions.ts selectedOccasions
--   store/occasions.ts wakeShadows
--   store/runs.ts insertRun

-- store/known.ts feedStates
-- mark along mark_pkey
select feed, read_at as "readAt", problem, problem_since as "problemSince"
from proactive.mark
order by feed;

-- store/known.ts readAnew
-- mark by mark_pkey
update proactive.mark
set next = 0, problem = null, problem_since = null
where feed = $1;

-- store/occasions.ts findOccasion
-- known along known_pkey, occasion along occasion_known
select occasion.id, occasion.service, occasion.event, occasion.known, occasion.state, occasion.version, occasion.date::text as date, occasion.grouping, occasion.event_on::text as "eventOn", occasion.notice_on::text as "noticeOn", occasion.case_id as "caseId", known.number, known.feed, known.ended::text as ended, known.facts
from proactive.occasion occasion
join proactive.known known on known.id = occasion.known
where occasion.id = $1;

-- store/occasions.ts serviceOfCase
-- occasion by occasion_case
select service
from proactive.occasion
where case_id = $1;

-- store/runs.ts lastRuns
-- run whole
select service, version, begun_at as "begunAt", selected, withdrawn, took_ms as "tookMs"
from proactive.run
order by begun_at desc, service
limit $1;

-- store/runs.ts troubles
-- occasion along occasion_problem
select service, problem, count(*)::int as count, min(selected_at) as since, coalesce((array_agg(case_id order by tried_at desc) filter (where case_id is not null))[1:$2], '{}') as cases
from proactive.occasion
where problem is not null and state <> 'withdrawn'
group by service, problem
order by count desc, service, problem
limit $1;
