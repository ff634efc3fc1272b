-- The statements that src/modules/documents sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   model/prepare-result.ts prepareResult
--   store/results.ts draftOutcomes
--   store/results.ts filesHeld
--   store/results.ts filesOfResults
--   store/results.ts saveWithdrawal

-- store/results.ts claimCode
insert into documents.code (code, case_id)
values ($1, $2)
on conflict do nothing;

-- store/results.ts draftsOfCases
-- result by result_job
select distinct on (case_id) case_id as "caseId", unsigned, content
from documents.result
where case_id = any($1) and status = 'draft' and unsigned is not null
order by case_id, prepared_at desc;

-- store/results.ts findDraft
-- result by result_job
select code, number, unsigned, content
from documents.result
where case_id = $1 and status = 'draft' and unsigned is not null
order by prepared_at desc, code
limit 1;

-- store/results.ts findPrepared
-- result by result_job
select code, number, unsigned, content
from documents.result
where case_id = $1 and job = $2;

-- store/results.ts findResult
-- code by code_pkey, result by result_job
select case_id as "caseId", code, kind, outcome, service, version, language, title, number, office, office_name as "officeName", status, prepared_at as "preparedAt", issued_at as "issuedAt", signed_by as "signedBy", signer, signer_role as "signerRole", signer_office as "signerOffice", decided_by as "decidedBy", decided_office as "decidedOffice", valid_until as "validUntil", ends_at as "endsAt", withdrawn_at as "withdrawnAt", reason, unsigned, signed, facts, holder
from documents.result
where case_id = (select case_id from documents.code where code = $1) and code = $1;

-- store/results.ts insertResult
insert into documents.result (case_id, code, job, kind, service, version, language, title, number, office, office_name, person, organisation, status, prepared_at, valid_until, ends_at, facts, holder, content, outcome, case_office, decided_by, decided_office)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'draft', $14, $15, ($15::date + 1)::timestamp at time zone $16, $17, $18, $19, $20, $21, $22, $23)
on conflict (case_id, job) do nothing;

-- store/results.ts isReadable
-- code by code_pkey, representative by representative_pkey, result by result_job
select code
from documents.result
where case_id = (select case_id from documents.code where code = $1) and code = $1 and status <> 'draft' and ((organisation is null and person = $2) or organisation = $3 or organisation in (select r.organisation from identity.representative r where r.person = $2::uuid and r.since <= $5::timestamptz and (r.until is null or r.until > $5::timestamptz)) or office = any($4) or case_office = any($4));

-- store/results.ts issueDraft
-- result by result_job
update documents.result
set status = 'valid', signed = $3, issued_at = $4, signed_by = $5, signer = $6, signer_role = $7, signer_office = $8
where case_id = $1 and code = $2 and status = 'draft'
returning encode(sha256(convert_to(jsonb_build_array(code, kind, outcome, service, language, title, number, office, office_name, person, organisation, status, signed_by, signer, signer_role, signer_office, valid_until, reason, unsigned, signed, facts, holder, content, job, version, case_office, decided_by, decided_office, extract(epoch from prepared_at), extract(epoch from issued_at), extract(epoch from ends_at), extract(epoch from withdrawn_at))::text, 'UTF8')), 'hex') as digest;

-- store/results.ts keepDraft
-- result by result_job
update documents.result
set unsigned = $3
where case_id = $1 and code = $2 and status = 'draft';

-- store/results.ts keepDraft
-- result by result_job
with gone as (delete from documents.result where case_id = $1 and status = 'draft' and code <> $2 and unsigned is not null returning code, unsigned), kept as (insert into documents.former_file (case_id, sha256) select distinct $1::uuid, unsigned from gone on conflict do nothing)
select code
from gone;

-- store/results.ts resultsOf
-- representative by representative_pkey, result by result_person
select case_id as "caseId", code, kind, outcome, service, version, language, title, number, office, office_name as "officeName", status, prepared_at as "preparedAt", issued_at as "issuedAt", signed_by as "signedBy", signer, signer_role as "signerRole", signer_office as "signerOffice", decided_by as "decidedBy", decided_office as "decidedOffice", valid_until as "validUntil", ends_at as "endsAt", withdrawn_at as "withdrawnAt", reason, unsigned, signed, facts, holder
from documents.result
where person = $1 and (organisation is null or organisation in (select r.organisation from identity.representative r where r.person = $1::uuid and r.since <= $5::timestamptz and (r.until is null or r.until > $5::timestamptz))) and issued_at is not null and ($2::timestamptz is null or (issued_at, code) < ($2, $3))
order by issued_at desc, code desc
limit $4;

-- store/results.ts resultsOfCase
-- result by result_job
select case_id as "caseId", code, kind, outcome, service, version, language, title, number, office, office_name as "officeName", status, prepared_at as "preparedAt", issued_at as "issuedAt", signed_by as "signedBy", signer, signer_role as "signerRole", signer_office as "signerOffice", decided_by as "decidedBy", decided_office as "decidedOffice", valid_until as "validUntil", ends_at as "endsAt", withdrawn_at as "withdrawnAt", reason, unsigned, signed, facts, holder
from documents.result
where case_id = $1 and status <> 'draft'
order by issued_at desc, code;
