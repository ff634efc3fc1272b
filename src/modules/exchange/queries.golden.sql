-- The statements that src/modules/exchange sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   model/fetch-evidence.ts fetchEvidence
--   store/anchors.ts anchorsAfter
--   store/anchors.ts insertAnchor
--   store/anchors.ts lastAnchor
--   store/anchors.ts openHeads
--   store/offered-services.ts keepReading
--   store/offered-services.ts keepServices
--   store/systems.ts find
--   store/systems.ts keep

-- store/accesses.ts accessesOf
-- access by access_pkey
select id, at, register, evidence, purpose, basis, body, status, case when own_case then case_id end as "caseId", case when own_case then case_number end as "caseNumber"
from exchange.access
where subject = $1 and ($2::uuid is null or id < $2)
order by id desc
limit $3;

-- store/accesses.ts recordAccess
insert into exchange.access (subject, id, at, register, evidence, purpose, basis, case_id, case_number, own_case, body, actor, status, source, as_of, took_ms, message)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
returning encode(sha256(convert_to(jsonb_build_array(subject, register, evidence, purpose, basis, case_id, case_number, own_case, body, actor, status, source, extract(epoch from at), extract(epoch from as_of))::text, 'UTF8')), 'hex') as digest;

-- store/accesses.ts subjectsOf
-- access by access_message
select distinct subject
from exchange.access
where message = $1;

-- store/accesses.ts wasLookedAtBy
-- access by access_message
select 1
from exchange.access
where message = $1 and subject = $2
limit 1;

-- store/consents.ts consentsGiven
-- consent by consent_pkey
select field
from exchange.consent
where about = $1 and given;

-- store/consents.ts keepConsent
insert into exchange.consent as consent (about, field, person, service, version, given, at, actor)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (about, field) do update
set given = excluded.given, version = excluded.version, at = excluded.at, actor = excluded.actor
where consent.given <> excluded.given
returning encode(sha256(convert_to(jsonb_build_array(field, person, service, version, given, actor, extract(epoch from at))::text, 'UTF8')), 'hex') as digest;

-- store/looks.ts insertLooks
-- access along access_case, look along look_viewer
with given as ( select g.id, g.since, g.subjects, g.viewer, g.role, g.body, g.what, g.detail, g.case_id, g.case_number, g.service, s.subject from jsonb_to_recordset($1) as g (id uuid, since uuid, subjects jsonb, viewer uuid, role text, body text, what text, detail text, case_id uuid, case_number text, service text), jsonb_array_elements_text(g.subjects) s (subject) ), seen as ( select id, since, viewer, role, body, what, detail, case_id, case_number, service, subject, true as own from given union all select distinct on (g.id, a.subject) g.id, g.since, g.viewer, g.role, g.body, g.what, g.detail, g.case_id, g.case_number, g.service, a.subject, false from given g join exchange.access a on a.case_id = g.case_id where g.what = 'case' and not g.subjects ? a.subject ) insert into exchange.look (subject, id, at, viewer, role, body, what, detail, case_id, case_number, service, own_case)
select n.subject, n.id, $2, n.viewer, n.role, n.body, n.what, n.detail, n.case_id, n.case_number, n.service, n.own
from seen n
where not exists (select from exchange.look l where l.subject = n.subject and l.id > n.since and l.viewer = n.viewer and l.role = n.role and l.body = n.body and l.what = n.what and l.detail is not distinct from n.detail and l.case_id is not distinct from n.case_id)
returning id, encode(sha256(convert_to(jsonb_build_array(subject, viewer, role, body, what, detail, case_id, case_number, service, own_case, extract(epoch from at))::text, 'UTF8')), 'hex') as digest;

-- store/looks.ts looksAt
-- look by look_pkey
select id, at, viewer, role, body, what, detail, case when own_case then case_id end as "caseId", case when own_case then case_number end as "caseNumber", service
from exchange.look
where subject = any($1) and ($2::uuid is null or id < $2)
order by id desc
limit $3;

-- store/looks.ts looksFor
-- look by look_pkey
select subject, id, at, viewer, role, body, what, detail, case_id as "caseId", case_number as "caseNumber", service
from exchange.look
where subject = $1 and ($2::uuid is null or id < $2)
order by id desc
limit $3;

-- store/messages.ts batchesAfter
-- log_batch by log_batch_pkey
select writer, number, previous, root, hash, at, size
from exchange.log_batch
where (writer, number) > ($1, $2)
order by writer, number
limit $3;

-- store/messages.ts keep
with batch as ( insert into exchange.log_batch (writer, number, previous, root, hash, at, size) values ($1, $2, $3, $4, $5, $6, $7) ), head as ( insert into exchange.log_head (writer, number, hash) values ($1, $2, $5) on conflict (writer) do update set number = excluded.number, hash = excluded.hash, anchored = null ) insert into exchange.message (writer, number, place, part, direction, id, at, client, service, issue, head, seal, body, body_hash, problem)
select $1, $2, row.place - 1, row.part, row.direction, row.id, row.at, row.client, row.service, row.issue, row.head, row.seal, row.body, row.body_hash, row.problem
from unnest($8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::bytea[], $18::text[], $19::text[]) with ordinality as row (part, direction, id, at, client, service, issue, head, seal, body, body_hash, problem, place);

-- store/messages.ts messagesBetween
-- message by message_pkey
select writer, number, place, part, direction, id, at, client, service, issue, head, seal, body, body_hash as "bodyHash", problem
from exchange.message
where (writer, number) >= ($1, $2) and (writer, number) <= ($3, $4)
order by writer, number, place;

-- store/messages.ts messagesOf
-- message by message_id
select writer, number, place, part, direction, id, at, client, service, issue, head, seal, body, body_hash as "bodyHash", problem
from exchange.message
where id = $1
order by writer, number, place;

-- store/offered-services.ts offeredServices
-- offered_service along offered_service_pkey
select register, service, title, allowed
from exchange.offered_service
order by register, service;

-- store/offered-services.ts openapiOf
-- offered_service by offered_service_pkey
select openapi
from exchange.offered_service
where register = $1 and service = $2;

-- store/offered-services.ts readRegisters
-- read_register along read_register_pkey
select register, read_at as "readAt", problem
from exchange.read_register
order by register;

-- store/systems.ts endSystem
-- system by system_pkey
update exchange.system
set ended_at = $2
where client = $1 and ended_at is null;

-- store/systems.ts findSystem
-- system by system_pkey
select client, account, named_at as "namedAt"
from exchange.system
where client = $1 and ended_at is null;

-- store/systems.ts keepSystem
insert into exchange.system (client, account, named_at, named_by)
values ($1, $2, $3, $4)
on conflict (client) do update
set account = excluded.account, named_at = excluded.named_at, named_by = excluded.named_by, ended_at = null;

-- store/systems.ts systemsTakingPart
-- system along system_pkey
select client, account, named_at as "namedAt"
from exchange.system
where ended_at is null
order by client;
