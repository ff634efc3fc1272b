-- The statements that src/modules/casework sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   model/ask-keepers.ts askInWriting
--   model/hand-over-case.ts handOverCase
--   store/agreement-letters.ts insertAgreementLetter
--   store/agreement-letters.ts markAgreementLetterPrinted
--   store/agreements.ts forgetAgreed
--   store/agreements.ts hasHandIn
--   store/agreements.ts holdAgreementsAbout
--   store/agreements.ts moveAgreement
--   store/applications.ts moveApplication
--   store/applications.ts numbersThatApplied
--   store/applications.ts numbersThatTook
--   store/applications.ts openApplications
--   store/applications.ts takeAtCounter
--   store/attachments.ts checkQuota
--   store/attachments.ts dropUnclaimed
--   store/attachments.ts filesHeld
--   store/attachments.ts filesOfCases
--   store/attachments.ts findAttachment
--   store/attachments.ts recordUpload
--   store/drafts.ts dropFound
--   store/drafts.ts keepFound
--   store/figures.ts keepFigures
--   store/hearings.ts answerHearing
--   store/kin.ts kinAmong
--   store/letters.ts insertLetter
--   store/messages.ts moveInquiries
--   store/mismatches.ts countMismatch
--   store/offer-links.ts closeOfferLinks
--   store/offer-links.ts countWrongTry
--   store/offer-links.ts endOfferLinks
--   store/offer-links.ts insertOfferLink
--   store/offer-links.ts keepCode
--   store/offer-links.ts keepPass
--   store/offer-links.ts lastLinkBeside
--   store/official-requests.ts askedInWriting
--   store/official-requests.ts insertOfficialRequest
--   store/official-requests.ts owedEvidence
--   store/slots.ts slotOf
--   store/slots.ts slotsBetween
--   store/slots.ts slotsLeft
--   store/unusual-looks.ts growMany
--   store/unusual-looks.ts insertUnusual
--   store/unusual-looks.ts judgedUntil
--   store/unusual-looks.ts keepJudgedUntil
--   store/unusual-looks.ts manyOn
--   store/unusual-looks.ts tookIn

-- model/follow-case.ts followCase
insert into casework.involved (case_id, office)
values ($1, $2)
on conflict do nothing;

-- model/look-at-case.ts looksAtCase
-- involved by involved_pkey
select office
from casework.involved
where case_id = $1;

-- model/refuse-biased.ts findBias
-- application by application_pkey, evidence by evidence_pkey, recusal by recusal_pkey
select exists (select from casework.evidence where case_id = $1 and jsonb_path_exists(data, '$.** ? (@ == $number)', jsonb_build_object('number', $2::text))) or exists (select from casework.application where case_id = $1 and jsonb_path_exists(answers, '$.** ? (@ == $number)', jsonb_build_object('number', $2::text))) as named, exists (select from casework.recusal where case_id = $1 and person = $3) as recused;

-- rights.ts exists
-- application by application_pkey, involved by involved_pkey
select 1 as yes
from casework.application
where case_id = $1 and owner = any($2)
union all select 1
from casework.involved
where case_id = $1 and office = any($2)
limit 1;

-- rights.ts exists
-- application by application_pkey, representative by representative_pkey
select case_id
from casework.application
where case_id = $1 and ((organisation is null and person = $2) or organisation in (select r.organisation from identity.representative r where r.person = $2::uuid and r.since <= $3::timestamptz and (r.until is null or r.until > $3::timestamptz)));

-- rights.ts exists
-- application by application_pkey
select case_id
from casework.application
where case_id = $1 and taken_by_office = any($2);

-- rights.ts exists
-- agreement by agreement_subject
select id
from casework.agreement
where id = $1 and subject = $2;

-- rights.ts exists
-- draft by draft_person
select id
from casework.draft
where id = $1 and person = $2;

-- store/agreement-letters.ts isAgreementLetterWaiting
-- agreement by agreement_pkey, agreement_letter by agreement_letter_pkey
select 1 as yes
from casework.agreement_letter l
join casework.agreement a on a.id = l.agreement
where l.agreement = $1 and l.office = $2 and (l.printed_at is null or l.printed_at > $3) and (a.state = 'asked' or (a.state = 'agreed' and l.made_at = a.answered_at));

-- store/agreement-letters.ts waitingAgreementLetters
-- agreement by agreement_pkey, agreement_letter along agreement_letter_pkey
select l.agreement, a.service, a.version, a.until::text as until, l.made_at as "madeAt", l.printed_at as "printedAt"
from casework.agreement_letter l
join casework.agreement a on a.id = l.agreement
where l.office = $1 and (l.printed_at is null or l.printed_at > $5) and a.until >= $2 and (a.state = 'asked' or (a.state = 'agreed' and l.made_at = a.answered_at)) and a.asker <> $4
order by l.printed_at nulls first, l.made_at, l.agreement
limit $3;

-- store/agreements.ts agreementsAbout
-- agreement by agreement_about
select id, about, asker, organisation, subject, service, version, key, facts, until::text as until, state, asked_at as "askedAt", answered_at as "answeredAt"
from casework.agreement
where about = $1 and until >= $2
order by id desc;

-- store/agreements.ts agreementsAsked
-- agreement by agreement_subject
select id, about, asker, organisation, subject, service, version, key, facts, until::text as until, state, asked_at as "askedAt", answered_at as "answeredAt"
from casework.agreement
where asker = $1 and subject = $2 and ($3::text is null or service = $3) and until >= $4
order by id desc;

-- store/agreements.ts agreementsOf
-- agreement along agreement_pkey
select id, about, asker, organisation, subject, service, version, key, facts, until::text as until, state, asked_at as "askedAt", answered_at as "answeredAt"
from casework.agreement
where subject = $1 or asker = $2
order by id desc
limit $3;

-- store/agreements.ts answerAgreement
-- agreement by agreement_pkey
update casework.agreement
set state = $3, answered_at = $4
where id = $1 and state = $2
returning 'agreement ' || id as row, encode(sha256(convert_to(jsonb_build_array(about, asker, organisation, subject, service, version, key, facts, until, state, extract(epoch from asked_at), extract(epoch from answered_at))::text, 'UTF8')), 'hex') as digest;

-- store/agreements.ts askedSince
-- agreement by agreement_asker
select count(*)::int as count, min(asked_at) as first
from casework.agreement
where asker = $1 and asked_at > $2;

-- store/agreements.ts findAgreement
-- agreement by agreement_pkey
select id, about, asker, organisation, subject, service, version, key, facts, until::text as until, state, asked_at as "askedAt", answered_at as "answeredAt"
from casework.agreement
where id = $1;

-- store/agreements.ts insertAgreement
insert into casework.agreement (id, asker, organisation, subject, service, version, key, facts, until, state, asked_at, about)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'asked', $10, $11)
returning 'agreement ' || id as row, encode(sha256(convert_to(jsonb_build_array(about, asker, organisation, subject, service, version, key, facts, until, state, extract(epoch from asked_at), extract(epoch from answered_at))::text, 'UTF8')), 'hex') as digest;

-- store/agreements.ts lockAgreement
-- agreement by agreement_pkey, draft along draft_pkey
select id
from casework.draft
where id = (select about from casework.agreement where id = $1) or (corrects is not null and split_part(corrects, '.', 1) = (select about::text from casework.agreement where id = $1))
order by id
for no key update;

-- store/agreements.ts lockAgreement
-- agreement by agreement_pkey
select id, about, asker, organisation, subject, service, version, key, facts, until::text as until, state, asked_at as "askedAt", answered_at as "answeredAt"
from casework.agreement
where id = $1
for no key update;

-- store/agreements.ts lockAsking
select pg_advisory_xact_lock(hashtextextended('casework.agreement ' || $1, 0));

-- store/agreements.ts moveAgreements
-- agreement by agreement_about
update casework.agreement
set about = $2
where about = $1
returning asker, 'agreement ' || id as row, encode(sha256(convert_to(jsonb_build_array(about, asker, organisation, subject, service, version, key, facts, until, state, extract(epoch from asked_at), extract(epoch from answered_at))::text, 'UTF8')), 'hex') as digest;

-- store/applications.ts applicationsOf
-- application by application_person, representative by representative_pkey
--   Limit
--     Incremental Sort
--       Index Scan application_person: (person = $1)
--         Index Scan representative_pkey: ((person = $1) AND (since <= $6))
select case_id as "caseId", number, service, version, status, outcome, filed_at as "filedAt", due_at as "dueAt", closed_at as "closedAt", channel, owner, fee, answers ->> 'record' as record
from casework.application
where person = $1 and (organisation is null or organisation in (select r.organisation from identity.representative r where r.person = $1::uuid and r.since <= $6::timestamptz and (r.until is null or r.until > $6::timestamptz))) and ($5::text is null or service = $5) and ($2::timestamptz is null or (filed_at, case_id) < ($2, $3::uuid))
order by filed_at desc, case_id desc
limit $4;

-- store/applications.ts applicationsTakenBy
-- application by application_taken
select case_id as "caseId", number, service, version, status, outcome, filed_at as "filedAt", due_at as "dueAt", closed_at as "closedAt", channel, owner, fee
from casework.application
where taken_by_office = $1
order by filed_at desc, case_id desc
limit $2;

-- store/applications.ts casesByNumber
-- number by number_pkey
select case_id as id
from casework.number
where number = $1;

-- store/applications.ts filersOf
-- application by application_pkey
select case_id as id, person, coalesce(representative ->> 'name', applicant ->> 'name') as name, case when representative is null then applicant ->> 'number' else representative ->> 'number' end as number, case when organisation is null then null else applicant ->> 'name' end as firm
from casework.application
where case_id = any($1);

-- store/applications.ts findApplication
-- application by application_pkey
--   Index Scan application_pkey: (case_id = $1)
select case_id as "caseId", number, service, version, status, channel, language, person, organisation, applicant, representative, district, owner, taken_by_office as "takenByOffice", taken_by as "takenBy", answers, filed_at as "filedAt", counts_from as "countsFrom", due_at as "dueAt", decided_at as "decidedAt", closed_at as "closedAt", outcome, silent_at as "silentAt", fee, receipt, revision
from casework.application
where case_id = $1;

-- store/applications.ts findApplicationByNumber
-- application by application_pkey, number by number_pkey
select case_id as "caseId", number, service, version, status, channel, language, person, organisation, applicant, representative, district, owner, taken_by_office as "takenByOffice", taken_by as "takenBy", answers, filed_at as "filedAt", counts_from as "countsFrom", due_at as "dueAt", decided_at as "decidedAt", closed_at as "closedAt", outcome, silent_at as "silentAt", fee, receipt, revision
from casework.application
where case_id = (select case_id from casework.number where number = $1);

-- store/applications.ts findApplicationByReceipt
-- application by application_pkey, receipt by receipt_pkey
select case_id as "caseId", number, service, version, status, channel, language, person, organisation, applicant, representative, district, owner, taken_by_office as "takenByOffice", taken_by as "takenBy", answers, filed_at as "filedAt", counts_from as "countsFrom", due_at as "dueAt", decided_at as "decidedAt", closed_at as "closedAt", outcome, silent_at as "silentAt", fee, receipt, revision
from casework.application
where case_id = (select case_id from casework.receipt where code = $1);

-- store/applications.ts insertApplications
with filed as materialized (select case_id, number, service, version, status, channel, language, person, organisation, applicant, representative, district, owner, taken_by_office, taken_by, answers, filed_at, counts_from, due_at, fee, receipt from jsonb_to_recordset($1::jsonb) as filed (case_id uuid, number text, service text, version integer, status text, channel text, language text, person uuid, organisation text, applicant jsonb, representative jsonb, district text, owner text, taken_by_office text, taken_by uuid, answers jsonb, filed_at timestamptz, counts_from timestamptz, due_at timestamptz, fee jsonb, receipt text)), numbered as (insert into casework.number (number, case_id) select number, case_id from filed), receipted as (insert into casework.receipt (code, case_id) select receipt, case_id from filed) insert into casework.application (case_id, number, service, version, status, channel, language, person, organisation, applicant, representative, district, owner, taken_by_office, taken_by, answers, filed_at, counts_from, due_at, fee, receipt)
select case_id, number, service, version, status, channel, language, person, organisation, applicant, representative, district, owner, taken_by_office, taken_by, answers, filed_at, counts_from, due_at, fee, receipt
from filed
returning case_id as id, encode(sha256(convert_to(jsonb_build_array(number, service, version, status, outcome, channel, person, organisation, applicant, representative, district, owner, answers, fee, receipt, language, taken_by_office, taken_by, extract(epoch from filed_at), extract(epoch from counts_from), extract(epoch from due_at), extract(epoch from decided_at), extract(epoch from closed_at), extract(epoch from silent_at))::text, 'UTF8')), 'hex') as digest;

-- store/applications.ts nextNumbers
with quick as materialized (select set_config('idle_in_transaction_session_timeout', '2000', true)) insert into casework.counter (period, last)
select $1, $2
from quick
on conflict (period) do update
set last = casework.counter.last + excluded.last
returning last;

-- store/applications.ts numbersOfCases
-- application by application_pkey
select case_id as id, number
from casework.application
where case_id = any($1::uuid[]);

-- store/applications.ts papersUnscanned
-- application by application_filed, attachment along attachment_pkey
select a.case_id as id, a.number, coalesce(a.applicant ->> 'name', '') as applicant, a.applicant ->> 'number' as "applicantNumber", a.filed_at as "filedAt"
from casework.application a
where a.taken_by_office = $1 and a.channel = 'paper' and a.filed_at >= $2 and not exists (select 1 from casework.attachment f where f.owner = a.case_id and f.field = $3)
order by a.filed_at, a.case_id
limit $4;

-- store/applications.ts partiesOf
-- application by application_pkey
select case_id as "caseId", number, service, person, organisation, applicant->>'name' as name, applicant->>'number' as own, representative->>'number' as acting
from casework.application
where case_id = any($1);

-- store/applications.ts takenSince
-- application by application_filed
select channel, count(*)::int as count
from casework.application
where taken_by_office = $1 and filed_at >= $2
group by channel
order by channel;

-- store/applications.ts updateApplication
-- application by application_pkey
update casework.application
set status = coalesce($2, status), due_at = case when $3 then $4::timestamptz else due_at end, decided_at = coalesce($5, decided_at), closed_at = case when $6 then $7::timestamptz else closed_at end, answers = coalesce($8, answers), counts_from = case when counts_from > least($5::timestamptz, case when $6 then $7::timestamptz end) then filed_at else counts_from end, outcome = coalesce($9, outcome), silent_at = case when $10 then $11::timestamptz else silent_at end, revision = revision + 1
where case_id = $1
returning encode(sha256(convert_to(jsonb_build_array(number, service, version, status, outcome, channel, person, organisation, applicant, representative, district, owner, answers, fee, receipt, language, taken_by_office, taken_by, extract(epoch from filed_at), extract(epoch from counts_from), extract(epoch from due_at), extract(epoch from decided_at), extract(epoch from closed_at), extract(epoch from silent_at))::text, 'UTF8')), 'hex') as digest;

-- store/attachments.ts addAttachment
insert into casework.attachment (owner, id, field, name, type, size, sha256, added_at)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- store/attachments.ts attachmentsOf
-- attachment by attachment_pkey
select id, field, name, type, size::float8 as size, sha256, added_at as "addedAt"
from casework.attachment
where owner = $1
order by added_at, id;

-- store/attachments.ts findUploadOf
-- upload by upload_bytes
select type, size::float8 as size
from casework.upload
where person = $1 and sha256 = $2 and at > $3::timestamptz - make_interval(secs => $4);

-- store/attachments.ts moveAttachments
-- draft by draft_pkey
delete from casework.draft
where id = $1;

-- store/attachments.ts moveAttachments
-- attachment by attachment_pkey
update casework.attachment
set owner = $2
where owner = $1;

-- store/attachments.ts removeAttachment
-- attachment by attachment_pkey
delete from casework.attachment
where owner = $1 and id = $2;

-- store/attachments.ts replaceAttachments
-- attachment by attachment_pkey
with gone as (delete from casework.attachment where owner = $1 returning sha256) insert into casework.former_file (case_id, sha256)
select distinct $1::uuid, sha256
from gone
on conflict do nothing;

-- store/attachments.ts vouchFiles
-- application by application_pkey, attachment by attachment_pkey
select a.owner as subject, 'files' as row, encode(sha256(convert_to(jsonb_build_array(jsonb_agg(jsonb_build_array(a.id, a.field, a.name, a.type, a.size, a.sha256, extract(epoch from a.added_at)) order by a.id))::text, 'UTF8')), 'hex') as digest
from casework.attachment a
where exists (select from casework.application p where p.case_id = a.owner) and a.owner = $1
group by a.owner;

-- store/decisions.ts decisionsOf
-- decision by decision_pkey
select number, outcome, ground, note, office, decided_by as "decidedBy", signed_by as "signedBy", signed_as as "signedAs", by_silence as "bySilence", served_at as "servedAt", served_how as "servedHow", proposed_at as "proposedAt", made_at as "madeAt"
from casework.decision
where case_id = $1
order by number;

-- store/decisions.ts makeDecision
-- decision by decision_pkey
insert into casework.decision (case_id, number, outcome, ground, office, decided_by, proposed_at, made_at)
select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $6
from casework.decision
where case_id = $1
returning 'decision ' || number as row, encode(sha256(convert_to(jsonb_build_array(number, outcome, ground, note, office, decided_by, signed_by, signed_as, by_silence, served_how, served_by, extract(epoch from proposed_at), extract(epoch from made_at), extract(epoch from served_at))::text, 'UTF8')), 'hex') as digest;

-- store/decisions.ts makeDecision
-- decision by decision_pkey
update casework.decision
set made_at = $3, outcome = $2
where case_id = $1 and made_at is null and outcome = any($4)
returning 'decision ' || number as row, encode(sha256(convert_to(jsonb_build_array(number, outcome, ground, note, office, decided_by, signed_by, signed_as, by_silence, served_how, served_by, extract(epoch from proposed_at), extract(epoch from made_at), extract(epoch from served_at))::text, 'UTF8')), 'hex') as digest;

-- store/decisions.ts proposeDecision
-- decision by decision_pkey
delete from casework.decision
where case_id = $1 and made_at is null
returning 'decision ' || number as row;

-- store/decisions.ts proposeDecision
-- decision by decision_pkey
insert into casework.decision (case_id, number, outcome, ground, note, office, decided_by, proposed_at, by_silence)
select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8
from casework.decision
where case_id = $1
returning 'decision ' || number as row, encode(sha256(convert_to(jsonb_build_array(number, outcome, ground, note, office, decided_by, signed_by, signed_as, by_silence, served_how, served_by, extract(epoch from proposed_at), extract(epoch from made_at), extract(epoch from served_at))::text, 'UTF8')), 'hex') as digest;

-- store/decisions.ts serveDecisions
-- decision by decision_pkey
update casework.decision
set served_at = $2, served_how = $3, served_by = $4
where case_id = $1 and made_at is not null and served_at is null
returning 'decision ' || number as row, encode(sha256(convert_to(jsonb_build_array(number, outcome, ground, note, office, decided_by, signed_by, signed_as, by_silence, served_how, served_by, extract(epoch from proposed_at), extract(epoch from made_at), extract(epoch from served_at))::text, 'UTF8')), 'hex') as digest;

-- store/decisions.ts signDecision
-- decision by decision_pkey
update casework.decision
set signed_by = $2, signed_as = $3
where case_id = $1 and made_at is null
returning 'decision ' || number as row, encode(sha256(convert_to(jsonb_build_array(number, outcome, ground, note, office, decided_by, signed_by, signed_as, by_silence, served_how, served_by, extract(epoch from proposed_at), extract(epoch from made_at), extract(epoch from served_at))::text, 'UTF8')), 'hex') as digest;

-- store/desk-keys.ts findDeskKey
-- desk_key by desk_key_pkey
select encode(key, 'base64') as key
from casework.desk_key
where person = $1;

-- store/desk-keys.ts makeDeskKeyOf
insert into casework.desk_key (person, key)
values ($1, $2)
on conflict do nothing;

-- store/drafts.ts correctionsOf
-- draft by draft_correction
select id, person, organisation, service, version, language, answers, found, office, walk_in as "walkIn", channel, received_at as "receivedAt", corrects, updated_at as "updatedAt"
from casework.draft
where corrects is not null and split_part(corrects, '.', 1) = $1::text
order by id
for no key update;

-- store/drafts.ts countAtCounter
-- draft by draft_person
select count(*)::int as count
from casework.draft
where person = $1 and office = $2;

-- store/drafts.ts countAtCounter
select pg_advisory_xact_lock(hashtextextended('casework.draft ' || $1 || ' ' || $2, 0));

-- store/drafts.ts deleteDraft
-- attachment by attachment_pkey
delete from casework.attachment
where owner = $1;

-- store/drafts.ts deleteDraft
-- draft by draft_pkey
delete from casework.draft
where id = $1;

-- store/drafts.ts draftsAtCounter
-- draft by draft_person
select id, person, organisation, service, version, language, answers, found, office, walk_in as "walkIn", channel, received_at as "receivedAt", corrects, updated_at as "updatedAt"
from casework.draft
where person = $1 and office = $2
order by updated_at desc
limit $3;

-- store/drafts.ts draftsOf
-- draft by draft_person
select id, person, organisation, service, version, language, answers, found, office, walk_in as "walkIn", channel, received_at as "receivedAt", corrects, updated_at as "updatedAt"
from casework.draft
where person = $1 and office is null
order by updated_at desc
limit 50;

-- store/drafts.ts findDraft
-- draft by draft_pkey
select id, person, organisation, service, version, language, answers, found, office, walk_in as "walkIn", channel, received_at as "receivedAt", corrects, updated_at as "updatedAt"
from casework.draft
where id = $1;

-- store/drafts.ts findOwnDraft
-- draft by draft_person
select id, person, organisation, service, version, language, answers, found, office, walk_in as "walkIn", channel, received_at as "receivedAt", corrects, updated_at as "updatedAt"
from casework.draft
where person = $1 and service = $2 and organisation is not distinct from $3 and corrects is not distinct from $4 and office is null
order by updated_at desc
limit 1;

-- store/drafts.ts insertDraft
insert into casework.draft (id, person, organisation, service, version, language, answers, found, office, walk_in, channel, received_at, corrects, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- store/drafts.ts keepAnswers
-- draft by draft_pkey
update casework.draft
set answers = jsonb_strip_nulls(answers || $2::jsonb), updated_at = $3
where id = $1
returning octet_length(answers::text) as bytes;

-- store/drafts.ts lockDraft
-- draft by draft_pkey
select id
from casework.draft
where id = $1
for no key update;

-- store/events.ts eventsOf
-- event_month by event_month_subject_idx, event_other by event_other_subject_idx
--   Sort
--     Append
--       Index Scan event_month_subject_idx: (subject = $1)
--       Index Scan event_other_subject_idx: (subject = $1)
select seq, at, kind, actor, body
from audit.history
where subject = $1
order by seq;

-- store/evidence.ts evidenceOf
-- evidence by evidence_pkey
select evidence, register, status, data, source, as_of as "asOf", fetched_at as "fetchedAt"
from casework.evidence
where case_id = $1
order by fetched_at, evidence;

-- store/evidence.ts saveEvidence
insert into casework.evidence as evidence (case_id, evidence, register, status, data, source, as_of, fetched_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (case_id, evidence) do update
set status = excluded.status, data = excluded.data, source = excluded.source, as_of = excluded.as_of, fetched_at = excluded.fetched_at
where excluded.status = 'found' or not (evidence.status = 'found' or (evidence.status = 'unavailable' and excluded.status = 'unavailable'))
returning 'evidence ' || evidence as row, encode(sha256(convert_to(jsonb_build_array(evidence, register, status, data, source, extract(epoch from as_of), extract(epoch from fetched_at))::text, 'UTF8')), 'hex') as digest;

-- store/figures.ts countFigures
-- application by application_decided
select count(*)::int as decided, (count(*) filter (where due_at is null or decided_at <= due_at))::int as "inTime"
from casework.application
where decided_at >= $1;

-- store/figures.ts countFigures
-- application by application_filed
select service, count(*)::int as count
from casework.application
where filed_at >= $1 and channel <> 'proactive'
group by service
order by 2 desc, 1
limit 10;

-- store/figures.ts keptFigures
-- figures by figures_pkey
select answer
from casework.figures
where id = 1;

-- store/hearings.ts endHearings
-- hearing by hearing_pkey
update casework.hearing
set ended_at = $2
where case_id = $1 and answered_at is null and ended_at is null and until >= $2
returning 'hearing ' || number as row, encode(sha256(convert_to(jsonb_build_array(number, wait, ground, facts, office, opened_by, answer, answered_by, extract(epoch from opened_at), extract(epoch from until), extract(epoch from answered_at), extract(epoch from ended_at))::text, 'UTF8')), 'hex') as digest, number;

-- store/hearings.ts hearingsIn
-- hearing by hearing_pkey
select case_id as "caseId", number, wait, ground, facts, office, opened_at as "openedAt", until, answer, answered_at as "answeredAt", ended_at as "endedAt"
from casework.hearing
where case_id = any($1) and answered_at is null and ended_at is null
order by until, case_id;

-- store/hearings.ts hearingsOf
-- hearing by hearing_pkey
select number, wait, ground, facts, office, opened_at as "openedAt", until, answer, answered_at as "answeredAt", ended_at as "endedAt"
from casework.hearing
where case_id = $1
order by number;

-- store/hearings.ts insertHearing
insert into casework.hearing (case_id, number, wait, ground, facts, office, opened_by, opened_at, until)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
returning 'hearing ' || number as row, encode(sha256(convert_to(jsonb_build_array(number, wait, ground, facts, office, opened_by, answer, answered_by, extract(epoch from opened_at), extract(epoch from until), extract(epoch from answered_at), extract(epoch from ended_at))::text, 'UTF8')), 'hex') as digest;

-- store/hearings.ts lastHearings
-- hearing by hearing_pkey
select distinct on (case_id) case_id as "caseId", opened_at as "openedAt", until, answered_at as "answeredAt", ended_at as "endedAt"
from casework.hearing
where case_id = any($1)
order by case_id, number desc;

-- store/kin.ts isKin
-- kin by kin_pkey
select 1 as yes
from casework.kin
where case_id = $1 and mark = $2;

-- store/kin.ts isKinKnown
-- kin by kin_pkey
select 1 as yes
from casework.kin
where case_id = $1 and mark = $2;

-- store/kin.ts keepKin
insert into casework.kin (case_id, mark)
select $1, unnest($2::text[])
on conflict (case_id, mark) do nothing;

-- store/letters.ts markLetterPrinted
-- letter by letter_office
update casework.letter
set printed_at = $4, printed_by = $5
where case_id = $1 and wait = $2 and office = $3 and printed_at is null;

-- store/letters.ts waitingLetters
-- application by application_pkey, letter by letter_office
select l.case_id as application, l.wait, a.number, a.service, a.applicant ->> 'name' as name, a.district, l.made_at as "madeAt"
from casework.letter l
join casework.application a on a.case_id = l.case_id
where l.office = $1 and l.printed_at is null
order by l.made_at, l.case_id
limit $2;

-- store/log.ts readLog
-- event_month by event_month_tx_position_idx, event_other by event_other_tx_position_idx
select tx::text as tx, position::text as position, subject, seq, at, kind, actor, body, encode(hash, 'hex') as hash
from audit.history h
where tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
order by h.tx asc, h.position asc
limit $1;

-- store/messages.ts answerInquiry
-- inquiry by inquiry_pkey
update casework.inquiry
set answered_at = $3, answered_by = $4, answer = $5, data = $6
where case_id = $1 and id = $2 and answered_at is null
returning 'inquiry ' || id as row, encode(sha256(convert_to(jsonb_build_array(id, office, from_office, asked_by, question, evidence, answered_by, answer, data, extract(epoch from asked_at), extract(epoch from due_at), extract(epoch from answered_at))::text, 'UTF8')), 'hex') as digest;

-- store/messages.ts inquiriesOf
-- inquiry by inquiry_pkey
select id, office, from_office as "fromOffice", question, asked_at as "askedAt", due_at as "dueAt", answered_at as "answeredAt", answer, evidence
from casework.inquiry
where case_id = $1
order by asked_at, id;

-- store/messages.ts insertInquiry
insert into casework.inquiry (case_id, id, office, from_office, asked_by, question, asked_at, due_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
returning 'inquiry ' || id as row, encode(sha256(convert_to(jsonb_build_array(id, office, from_office, asked_by, question, evidence, answered_by, answer, data, extract(epoch from asked_at), extract(epoch from due_at), extract(epoch from answered_at))::text, 'UTF8')), 'hex') as digest;

-- store/messages.ts insertMessage
insert into casework.message (case_id, id, side, author, office, kind, text, answers, sent_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
returning 'message ' || id as row, encode(sha256(convert_to(jsonb_build_array(id, side, author, office, kind, text, answers, extract(epoch from sent_at))::text, 'UTF8')), 'hex') as digest;

-- store/messages.ts messagesOf
-- message by message_pkey
select id, side, kind, text, office, answers, sent_at as "sentAt"
from casework.message
where case_id = $1
order by sent_at, id;

-- store/messages.ts openInquiries
-- application by application_pkey, inquiry by inquiry_open
select i.case_id as "caseId", a.number, a.service, i.id, i.office, i.from_office as "fromOffice", i.question, i.asked_at as "askedAt", i.due_at as "dueAt", i.answered_at as "answeredAt", i.answer, i.evidence
from casework.inquiry i
join casework.application a on a.case_id = i.case_id
where i.office = $1 and i.answered_at is null
order by i.due_at, i.case_id, i.id
limit 100;

-- store/messages.ts questionsIn
-- message by message_pkey
select m.case_id as "caseId", m.id, m.text, m.office
from casework.message m
where m.case_id = any($1) and m.kind = 'question' and not exists (select 1 from casework.message a where a.case_id = m.case_id and a.answers = m.id)
order by m.sent_at, m.id;

-- store/mismatches.ts
insert into casework.mismatch (person, id, at)
values ($1, $2, $3);

-- store/mismatches.ts
-- mismatch by mismatch_pkey
select count(*)::int as count, min(at) as first
from casework.mismatch
where person = $1 and at > $2::timestamptz - make_interval(secs => $3);

-- store/mismatches.ts
select pg_advisory_xact_lock(hashtextextended('casework.mismatch ' || $1, 0));

-- store/mismatches.ts takeBackMismatch
-- mismatch by mismatch_pkey
delete from casework.mismatch
where person = $1 and id = $2;

-- store/notices.ts insertNotice
insert into casework.notice (person, id, case_id, text, parameters, sent_at)
values ($1, $2, $3, $4, $5, $6);

-- store/notices.ts markNoticesRead
-- notice by notice_pkey
update casework.notice
set read_at = $2
where person = $1 and read_at is null;

-- store/notices.ts noticesOf
-- application by application_pkey, hearing along hearing_pkey, message by message_pkey, notice by notice_pkey
select n.id, n.case_id as "caseId", n.text, n.parameters, n.sent_at as "sentAt", n.read_at as "readAt", a.service, a.version, a.number, a.owner, a.due_at as "dueAt", coalesce(m.text, h.facts) as says, coalesce(m.office, h.office) as office
from casework.notice n
left join casework.application a on a.case_id = n.case_id
left join casework.message m on m.case_id = n.case_id and m.id = (n.parameters ->> 'message')::uuid
left join casework.hearing h on h.case_id = n.case_id and h.number = (n.parameters ->> 'hearing')::int
where n.person = $1
order by n.id desc
limit $2;

-- store/notices.ts unreadNotices
-- notice by notice_pkey
select count(*)::int as count
from (select 1 from casework.notice where person = $1 and read_at is null limit 100) x;

-- store/offer-links.ts findOfferLink
-- offer_link by offer_link_secret
select case_id as "caseId", wait, secret, factor, made_at as "madeAt", ends_at as "endsAt", code, code_ends_at as "codeEndsAt", codes_sent as "codesSent", wrong_tries as "wrongTries", tried_at as "triedAt", pass, pass_ends_at as "passEndsAt", answered_at as "answeredAt"
from casework.offer_link
where secret = $1;

-- store/offer-links.ts lockOfferLink
-- offer_link by offer_link_secret
select case_id as "caseId", wait, secret, factor, made_at as "madeAt", ends_at as "endsAt", code, code_ends_at as "codeEndsAt", codes_sent as "codesSent", wrong_tries as "wrongTries", tried_at as "triedAt", pass, pass_ends_at as "passEndsAt", answered_at as "answeredAt"
from casework.offer_link
where secret = $1
for update;

-- store/official-requests.ts officialAnswers
-- inquiry by inquiry_evidence
select evidence, office, answer, data, answered_at as "answeredAt"
from casework.inquiry
where case_id = $1 and evidence is not null and answered_at is not null;

-- store/official-requests.ts settleOfficialRequest
-- inquiry by inquiry_evidence
update casework.inquiry
set answered_at = $3, answer = $4
where case_id = $1 and evidence = $2 and answered_at is null
returning 'inquiry ' || id as row, encode(sha256(convert_to(jsonb_build_array(id, office, from_office, asked_by, question, evidence, answered_by, answer, data, extract(epoch from asked_at), extract(epoch from due_at), extract(epoch from answered_at))::text, 'UTF8')), 'hex') as digest;

-- store/pauses.ts closePause
-- pause by pause_pkey
update casework.pause
set until = $3
where case_id = $1 and cause = $2 and until is null;

-- store/pauses.ts openPause
-- pause by pause_pkey
insert into casework.pause (case_id, number, cause, basis, holder, since)
select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5
from casework.pause
where case_id = $1
having not exists (select 1 from casework.pause where case_id = $1 and cause = $2 and until is null);

-- store/pauses.ts pausesNow
-- pause by pause_pkey
select case_id as "caseId", number, cause, basis, holder, since, until
from casework.pause
where case_id = any($1) and until is null
order by since, case_id, number;

-- store/pauses.ts pausesOf
-- pause by pause_pkey
select number, cause, basis, holder, since, until
from casework.pause
where case_id = $1
order by number;

-- store/slots.ts freeHours
-- slot by slot_of_case
with given as (delete from casework.slot where case_id = $1 and at > $2 returning office, at, case_id) insert into casework.slot_left (office, at, case_id, left_at)
select office, at, case_id, $2
from given
on conflict (office, at, case_id) do update
set left_at = excluded.left_at;

-- store/slots.ts slotOfCase
-- slot by slot_of_case
select office, at
from casework.slot
where case_id = $1
order by at desc
limit 1;

-- store/slots.ts takeSlot
insert into casework.slot (office, at, case_id)
values ($1, $2, $3)
on conflict do nothing;

-- store/slots.ts takeSlot
-- slot by slot_of_case
with given as (delete from casework.slot where office = $1 and case_id = $2 returning office, at, case_id) insert into casework.slot_left (office, at, case_id, left_at)
select office, at, case_id, $3
from given
where at > $3
on conflict (office, at, case_id) do update
set left_at = excluded.left_at;

-- store/slots.ts takenSlots
-- slot by slot_pkey
select at
from casework.slot
where office = $1 and at >= $2;

-- store/unusual-looks.ts markExamined
-- unusual_look by unusual_look_pkey
select viewer, examined_at is null as open
from casework.unusual_look
where id = $1
for update;

-- store/unusual-looks.ts markExamined
-- unusual_look by unusual_look_pkey
update casework.unusual_look
set examined_at = $2, examined_by = $3, note = $4
where id = $1
returning 'unusual-look ' || id as row, encode(sha256(convert_to(jsonb_build_array(viewer, role, body, what, reasons, case_id, case_number, service, people, examined_by, note, extract(epoch from at), extract(epoch from examined_at))::text, 'UTF8')), 'hex') as digest;

-- store/unusual-looks.ts unusualLooks
-- unusual_look along unusual_look_open
select id, at, viewer, role, body, what, reasons, case_id as "caseId", case_number as "caseNumber", service, people, examined_at as "examinedAt", examined_by as "examinedBy", note
from casework.unusual_look
where ($1::text is null or $1 = any(reasons)) and ($2::uuid is null or viewer = $2) and ($3::text is null or body = $3) and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5) and ($7::uuid is null or (examined_at is not null) > $6 or ((examined_at is not null) = $6 and id < $7))
order by examined_at is not null, id desc
limit $8;

-- use/ask-body.ts
insert into casework.involved (case_id, office)
values ($1, $2)
on conflict do nothing;

-- use/check-receipt.ts
-- application by application_pkey, receipt by receipt_pkey
select case_id as "caseId", number, service, filed_at as "filedAt", counts_from as "countsFrom", due_at as "dueAt"
from casework.application
where case_id = (select case_id from casework.receipt where code = $1);

-- use/find-person.ts
-- application by application_person
select case_id as id
from casework.application
where person = $1 and taken_by_office = $2;

-- use/recuse.ts
insert into casework.recusal (case_id, person, reason, at)
values ($1, $2, $3, $4)
on conflict (case_id, person) do nothing;
