-- The statements that src/modules/exchange sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   model/fetch-evidence.ts fetchEvidence
--   store/accesses.ts lookOf
--   store/accesses.ts subjectsAsked
--   store/anchors.ts anchorsAfter
--   store/anchors.ts insertAnchor
--   store/anchors.ts lastAnchor
--   store/anchors.ts openHeads
--   store/kept-answers.ts forgetKeptBefore
--   store/looks-made.ts looksMade
--   store/looks-made.ts openedBy
--   store/looks-made.ts sawForCase
--   store/offered-services.ts keepReading
--   store/offered-services.ts keepServices
--   store/systems.ts find
--   store/systems.ts keep

-- store/accesses.ts accessesFor
-- access by access_pkey
select subject, id, at, register, evidence, attributes, purpose, basis, body, actor, status, kept_at as "keptAt", surplus, case_id as "caseId", case_number as "caseNumber", message
from exchange.access
where subject = $1 and ($2::uuid is null or id < $2)
order by id desc
limit $3;

-- store/accesses.ts accessesOf
-- access by access_pkey
select id, at, register, evidence, attributes, purpose, basis, body, actor, status, kept_at as "keptAt", surplus, case when own_case then case_id end as "caseId", case when own_case then case_number end as "caseNumber"
from exchange.access
where subject = $1 and ($2::uuid is null or id < $2)
order by id desc
limit $3;

-- store/accesses.ts askedFor
-- access by access_pkey
select register, at, status, as_of as "asOf", source, message
from exchange.access
where subject = $1 and id >= $2 and purpose = $3
order by id desc;

-- store/accesses.ts recordAccess
insert into exchange.access (subject, id, at, register, evidence, purpose, basis, case_id, case_number, own_case, body, actor, status, source, as_of, took_ms, message, kept_at, surplus, attributes)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
returning encode(sha256(convert_to(jsonb_build_array(subject, register, evidence, purpose, basis, case_id, case_number, own_case, body, actor, status, case when attributes is not null then jsonb_build_array(source, extract(epoch from kept_at), surplus, attributes) when surplus is not null then jsonb_build_array(source, extract(epoch from kept_at), surplus) when kept_at is null then to_jsonb(source) else jsonb_build_array(source, extract(epoch from kept_at)) end, extract(epoch from at), extract(epoch from as_of))::text, 'UTF8')), 'hex') as digest;

-- store/accesses.ts subjectsOf
-- access by access_message
select distinct subject
from exchange.access
where message = $1;

-- store/accesses.ts wasLookedAtBy
-- access by access_message, access by access_pkey
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

-- store/heard.ts faultsOfSystem
-- message by message_fault
select id as message, at, service, problem, split_part(head, E'\n', 1) as head, case when problem = '' and length(body) < 10000 then convert_from(body, 'UTF8') end as body
from exchange.message
where client = $1 and (problem <> '' or (part = 'sent' and direction = 'answer' and head not like '2%'))
order by at desc
limit $2;

-- store/heard.ts heardFrom
-- message by message_asked, message by message_fault
select client, (select m.at from exchange.message m where m.client = asked.client and part = 'received' and direction = 'request' and problem = '' order by m.at desc limit 1) as at, (select count(*)::int from (select from exchange.message m where m.client = asked.client and m.at > $2 and (problem <> '' or (part = 'sent' and direction = 'answer' and head not like '2%')) limit 100) wrong) as faults
from unnest($1::text[]) as asked (client);

-- store/kept-answers.ts findKept
-- kept_answer by kept_answer_pkey
select answer, message, asked_at as "askedAt"
from exchange.kept_answer
where case_id = $1 and subject = $2 and register = $3 and question = $4 and asked_at <= $5 and until > $5;

-- store/kept-answers.ts forgetKept
-- kept_answer by kept_answer_pkey
delete from exchange.kept_answer
where case_id = $1 and ($2::text is null or register = $2);

-- store/kept-answers.ts insertKept
insert into exchange.kept_answer (case_id, subject, register, question, answer, message, asked_at, until)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (case_id, subject, register, question) do update
set answer = excluded.answer, message = excluded.message, asked_at = excluded.asked_at, until = excluded.until
returning encode(sha256(convert_to(jsonb_build_array(subject, answer, message, extract(epoch from asked_at), extract(epoch from until))::text, 'UTF8')), 'hex') as digest;

-- store/looks.ts insertLooks
-- access by access_case, look by look_pkey
with given as ( select g.id, g.since, g.subjects, g.own, g.viewer, g.role, g.body, g.what, g.detail, g.case_id, g.case_number, g.service, s.subject from jsonb_to_recordset($1) as g (id uuid, since uuid, subjects jsonb, own boolean, viewer uuid, role text, body text, what text, detail text, case_id uuid, case_number text, service text), jsonb_array_elements_text(g.subjects) s (subject) ), seen as ( select id, since, viewer, role, body, what, detail, case_id, case_number, service, subject, own from given union all select g.id, g.since, g.viewer, g.role, g.body, g.what, g.detail, g.case_id, g.case_number, g.service, a.subject, false from given g cross join lateral (select distinct subject from exchange.access where case_id = g.case_id) a where g.what = 'case' and not g.subjects ? a.subject ) insert into exchange.look (subject, id, at, viewer, role, body, what, detail, case_id, case_number, service, own_case)
select n.subject, n.id, $2, n.viewer, n.role, n.body, n.what, n.detail, n.case_id, n.case_number, n.service, n.own
from seen n
where not exists (select from exchange.look l where l.subject = n.subject and l.id > n.since and l.viewer = n.viewer and l.role = n.role and l.body = n.body and l.what = n.what and l.detail is not distinct from n.detail and l.case_id is not distinct from n.case_id offset 0)
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

-- store/messages.ts answersTo
-- message by message_id
select distinct on (id) id, body
from exchange.message
where id = any($1) and direction = 'answer' and part = 'received' and problem = '' and body is not null
order by id, at desc;

-- store/messages.ts batchesAfter
-- log_batch by log_batch_pkey
select writer, number, previous, root, hash, at, size
from exchange.log_batch
where (writer, number) > ($1, $2)
order by writer, number
limit $3;

-- store/messages.ts keep
with batch as ( insert into exchange.log_batch (writer, number, previous, root, hash, at, size) values ($1, $2, $3, $4, $5, $6, $7) ), head as ( insert into exchange.log_head (writer, number, hash) values ($1, $2, $5) on conflict (writer) do update set number = excluded.number, hash = excluded.hash, anchored = null ) insert into exchange.message (writer, number, place, part, direction, id, at, client, service, issue, head, seal, body, body_hash, problem)
select $1, $2, row.place - 1, row.part, row.direction, row.id, row.at, row.client, row.service, row.issue, row.head, row.seal, substring($17::bytea from row.begins for row.length), row.body_hash, row.problem
from unnest($8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $18::int[], $19::int[], $20::text[], $21::text[]) with ordinality as row (part, direction, id, at, client, service, issue, head, seal, begins, length, body_hash, problem, place);

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

-- store/own-asks.ts lastAsks
-- own_ask by own_ask_pkey
select register, max(at) as at
from exchange.own_ask
where person = $1 and subject = $2 and at > $3
group by register;

-- store/own-asks.ts takePlaces
-- own_ask by own_ask_pkey
delete from exchange.own_ask
where person = $1 and at <= $2;

-- store/own-asks.ts takePlaces
insert into exchange.own_ask (person, subject, register, id, at)
select $1, $2, place.register, place.id, $5
from unnest($3::text[], $4::uuid[]) as place (register, id);

-- store/own-asks.ts takePlaces
select pg_advisory_xact_lock(hashtextextended('exchange.own-ask ' || $1::text, 0));

-- store/own-asks.ts takePlaces
-- own_ask by own_ask_pkey
select register, min(at) as first
from exchange.own_ask
where person = $1 and subject = $2 and register = any($3)
group by register
having count(*) >= $4;

-- store/system-keys.ts endKeys
-- system_key by system_key_system
update exchange.system_key
set until = greatest(since, $2), ended_by = $3
where system = $1 and (until is null or until > $2) and ($4::text is null or fingerprint = $4) and fingerprint is distinct from $5 and ($6::timestamptz is null or since <= $6);

-- store/system-keys.ts everyKey
-- system_key whole
select fingerprint, key
from exchange.system_key;

-- store/system-keys.ts insertKey
insert into exchange.system_key (fingerprint, system, key, since, until, given_at, given_by)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (fingerprint) do nothing;

-- store/system-keys.ts keysOf
-- system_key by system_key_system
select fingerprint, since, until, given_at as "givenAt", given_by as "givenBy", ended_by as "endedBy"
from exchange.system_key
where system = $1
order by since desc, fingerprint;

-- store/system-rights.ts endRights
-- system_right by system_right_pkey
update exchange.system_right
set until = greatest(since, $3), ended_by = $4
where system = $1 and ($2::text is null or service = $2) and (until is null or until > $3);

-- store/system-rights.ts insertRights
insert into exchange.system_right (system, service, since, until, given_by)
select $1, service, $3, $4, $5
from unnest($2::text[]) as service
on conflict (system, service, since) do update
set until = excluded.until, given_by = excluded.given_by, ended_by = null;

-- store/system-rights.ts rightsOf
-- system_right by system_right_pkey
select service, since, until, given_by as "givenBy", ended_by as "endedBy"
from exchange.system_right
where system = $1
order by service, since desc;

-- store/systems.ts bodiesOfMember
-- system whole
select distinct body
from exchange.system
where starts_with(client, $1 || '/');

-- store/systems.ts endSystem
-- system by system_id
update exchange.system
set ended_at = $2, ended_by = $3
where id = $1 and ended_at is null;

-- store/systems.ts findSystem
-- system by system_pkey
select id, client, name, body, account, own_account as "ownAccount", named_at as "namedAt", named_by as "namedBy", ended_at as "endedAt", ended_by as "endedBy"
from exchange.system
where client = $1 and ended_at is null;

-- store/systems.ts keepSystem
insert into exchange.system (id, client, name, body, account, own_account, named_at, named_by)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (client) do update
set name = excluded.name, body = excluded.body, account = excluded.account, own_account = excluded.own_account, named_at = excluded.named_at, named_by = excluded.named_by, ended_at = null, ended_by = null
returning id;

-- store/systems.ts knownSystem
-- system whole
select id, client, name, body, account, own_account as "ownAccount", named_at as "namedAt", named_by as "namedBy", ended_at as "endedAt", ended_by as "endedBy"
from exchange.system
where id::text = $1 or client = $1;

-- store/systems.ts listedSystems
-- system whole
select id, client, name, body, account, own_account as "ownAccount", named_at as "namedAt", named_by as "namedBy", ended_at as "endedAt", ended_by as "endedBy"
from exchange.system
where $1::text[] is null or body = any($1)
order by ended_at is not null, coalesce(name, client), client
limit 1000;

-- store/systems.ts lockClient
-- system by system_pkey
select id, client, name, body, account, own_account as "ownAccount", named_at as "namedAt", named_by as "namedBy", ended_at as "endedAt", ended_by as "endedBy"
from exchange.system
where client = $1
for update;

-- store/systems.ts lockClient
select pg_advisory_xact_lock(hashtextextended('exchange.system ' || $1, 0));

-- store/systems.ts lockSystem
-- system by system_id
select id, client, name, body, account, own_account as "ownAccount", named_at as "namedAt", named_by as "namedBy", ended_at as "endedAt", ended_by as "endedBy"
from exchange.system
where id = $1
for update;

-- store/systems.ts systemsAtDoor
-- system whole, system_key by system_key_system, system_right by system_right_pkey
select client, account, array(select distinct service from exchange.system_right r where r.system = s.id and r.since <= $1 and (r.until is null or r.until > $1)) as services, exists (select from exchange.system_key k where k.system = s.id) as keyed, (select jsonb_agg(jsonb_build_object('fingerprint', fingerprint, 'key', encode(key, 'base64'))) from exchange.system_key k where k.system = s.id and k.since <= $1 and (k.until is null or k.until > $1)) as keys
from exchange.system s
where ended_at is null;

-- store/vouch-system.ts vouchSystem
-- system by system_id, system_key by system_key_system, system_right by system_right_pkey
select row, digest
from ( select id as subject, 'system' as row, encode(sha256(convert_to(jsonb_build_array(client, account, name, body, own_account, named_by, ended_by, extract(epoch from named_at), extract(epoch from ended_at))::text, 'UTF8')), 'hex') as digest from exchange.system union all select system, 'system keys', encode(sha256(convert_to(jsonb_build_array(jsonb_agg(jsonb_build_array(fingerprint, encode(key, 'hex'), given_by, ended_by, extract(epoch from since), extract(epoch from until), extract(epoch from given_at)) order by fingerprint collate "C"))::text, 'UTF8')), 'hex') from exchange.system_key group by system union all select system, 'system rights', encode(sha256(convert_to(jsonb_build_array(jsonb_agg(jsonb_build_array(service, given_by, ended_by, extract(epoch from since), extract(epoch from until)) order by service collate "C", since))::text, 'UTF8')), 'hex') from exchange.system_right group by system) stands
where subject = $1
order by row;
