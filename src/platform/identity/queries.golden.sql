-- The statements that src/platform/identity sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   bearer-tokens.ts personas
--   demo-traces.ts findDemoTraces
--   kept-forms.ts findKeptForm
--   logins.ts beginLogin
--   logins.ts endLogin
--   names.ts namesByNumber
--   persons.ts ensurePerson
--   persons.ts findOrganisation
--   persons.ts findPersonsByNumber
--   persons.ts isDemoPerson
--   persons.ts makeAccount
--   persons.ts personOfClaims
--   sessions.ts actFor
--   sessions.ts closeSession
--   sessions.ts closeSessionsOf
--   sessions.ts personOfSession

-- bearer-tokens.ts issueToken
insert into identity.bearer (token_hash, person, label, made_at, expires_at)
values ($1, $2, $3, $4, $5);

-- bearer-tokens.ts issueToken
-- person by person_persona_key, role by role_pkey
select p.id, coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'body', r.body) || case when r.lent then '{"lent": true}'::jsonb else '{}'::jsonb end order by r.role, r.body) from (select role, body, bool_and(stands_for is not null) as lent from identity.role where person = p.id and since <= $2 and (until is null or until > $2) group by role, body) r), '[]'::jsonb) as roles
from identity.person p
where p.persona = $1;

-- bearer-tokens.ts principalOfBearer
-- bearer by bearer_pkey, organisation by organisation_pkey, person by person_pkey, representative by representative_pkey, role by role_pkey
select p.id, p.name, p.names, p.number, p.language, coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'body', r.body) || case when r.lent then '{"lent": true}'::jsonb else '{}'::jsonb end order by r.role, r.body) from (select role, body, bool_and(stands_for is not null) as lent from identity.role where person = p.id and since <= $2 and (until is null or until > $2) group by role, body) r), '[]'::jsonb) as roles, o.number as organisation, o.name as "organisationName"
from identity.bearer b
join identity.person p on p.id = b.person
left join identity.organisation o on o.number = $3::text and exists (select 1 from identity.representative a where a.person = p.id and a.organisation = o.number and a.since <= $2 and (a.until is null or a.until > $2))
where b.token_hash = $1 and b.expires_at > $2 and ($4 or not p.demo);

-- forget-expired.ts forgetExpired
-- bearer whole
delete from identity.bearer
where expires_at < $1;

-- forget-expired.ts forgetExpired
-- kept_form by kept_form_visitor
delete from identity.kept_form
where expires_at < $1;

-- forget-expired.ts forgetExpired
-- login by login_visitor
delete from identity.login
where expires_at < $1;

-- forget-expired.ts forgetExpired
-- session by session_expires
delete from identity.session
where expires_at < $1::timestamptz - interval '1 day';

-- kept-forms.ts keepForm
-- kept_form by kept_form_visitor
insert into identity.kept_form (token_hash, person, path, fields, expires_at, visitor)
select $1, $2, $3, $4, $5, $6
where (select count(*) from identity.kept_form where visitor = $6 and expires_at > $5::timestamptz - interval '1 minute') < $7;

-- load-demo-people.ts loadDemoPeople
insert into identity.organisation (number, name, district)
values ($1, $2, $3)
on conflict (number) do update
set name = excluded.name, district = excluded.district;

-- load-demo-people.ts loadDemoPeople
insert into identity.person (id, number, name, birth_date, sex, district, phone, email, disability_group, social_register, language, persona, changed_at, names, demo)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, true)
on conflict (id) do update
set number = excluded.number, name = excluded.name, birth_date = excluded.birth_date, sex = excluded.sex, district = excluded.district, phone = excluded.phone, email = excluded.email, disability_group = excluded.disability_group, social_register = excluded.social_register, persona = excluded.persona, names = excluded.names, demo = true;

-- load-demo-people.ts loadDemoPeople
insert into identity.representative (person, organisation, capacity, since)
values ($1, $2, $3, $4)
on conflict do nothing;

-- load-demo-people.ts loadDemoPeople
insert into identity.role (person, role, body, since, given_by)
values ($1, $2, $3, $4, 'demo')
on conflict do nothing;

-- load-principal.ts account
-- person by person_pkey, role by role_pkey
select p.id, p.name, p.names, p.number, p.language, coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'body', r.body) || case when r.lent then '{"lent": true}'::jsonb else '{}'::jsonb end order by r.role, r.body) from (select role, body, bool_and(stands_for is not null) as lent from identity.role where person = p.id and since <= $2 and (until is null or until > $2) group by role, body) r), '[]'::jsonb) as roles, o.number as organisation, o.name as "organisationName"
from identity.person p
left join identity.organisation o on o.number = null::text and exists (select 1 from identity.representative a where a.person = p.id and a.organisation = o.number and a.since <= $2 and (a.until is null or a.until > $2))
where p.id = $1 and ($3 or not p.demo);

-- names.ts keepNames
-- person by person_number_key
update identity.person
set names = names || $2
where number = $1 and not names @> $2;

-- persons.ts findPersonByNumber
-- person by person_number_key
select id, name, coalesce(number, '') as number, birth_date::text as "birthDate", sex, district, phone, email, disability_group as "disabilityGroup", social_register as "socialRegister", language, names
from identity.person
where number = $1;

-- persons.ts getPerson
-- person by person_pkey
select id, name, coalesce(number, '') as number, birth_date::text as "birthDate", sex, district, phone, email, disability_group as "disabilityGroup", social_register as "socialRegister", language, names
from identity.person
where id = $1;

-- persons.ts keepLanguage
-- person by person_pkey
update identity.person
set language = $2, language_said = true
where id = $1 and (language <> $2 or not language_said);

-- persons.ts languageSaid
-- person by person_pkey
select language
from identity.person
where id = $1 and language_said;

-- persons.ts organisationsOf
-- organisation along organisation_pkey, representative by representative_pkey
select distinct o.number, o.name, o.district
from identity.representative r
join identity.organisation o on o.number = r.organisation
where r.person = $1 and r.since <= $2 and (r.until is null or r.until > $2)
order by o.name, o.number;

-- persons.ts personNames
-- person by person_pkey
select id, name, names
from identity.person
where id = any($1::uuid[]);

-- roles.ts endRole
-- role by role_body
delete from identity.role
where person = $1 and role = $2 and body = $3 and since >= $4;

-- roles.ts endRole
-- role by role_body
update identity.role
set until = $4
where person = $1 and role = $2 and body = $3 and since < $4 and (until is null or until > $4);

-- roles.ts endRole
-- role by role_body
update identity.role
set until = greatest($4, since)
where stands_for = $1 and role = $2 and body = $3 and (until is null or until > $4)
returning person;

-- roles.ts findOfficial
-- person by person_pkey, role by role_pkey
select p.id as person, p.name, p.names
from identity.person p
where p.id = $2 and exists (select from identity.role r where r.person = p.id and r.body = $1);

-- roles.ts formerHolders
-- person by person_pkey, person whole, role by role_body
select r.person, p.name, p.names, r.role, r.since, r.until, coalesce(g.name, r.given_by) as "givenBy", g.names as "giverNames", null::jsonb as "otherNames", p.machine
from identity.role r
join identity.person p on p.id = r.person
left join identity.person g on 'person:' || g.id = r.given_by
where r.body = $1 and r.until <= $2
order by r.until desc, p.name, r.role
limit $3;

-- roles.ts giveRole
insert into identity.role (person, role, body, since, until, given_by, stands_for)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (person, role, body, since) do update
set until = excluded.until, given_by = excluded.given_by, stands_for = excluded.stands_for;

-- roles.ts giveRole
-- role by role_body
update identity.role
set until = $5, given_by = $6
where person = $1 and role = $2 and body = $3 and stands_for is not distinct from $7 and since <= $4 and (until is null or until > $4);

-- roles.ts lockRoles
select pg_advisory_xact_lock(hashtextextended('identity.role ' || $1, 0));

-- roles.ts roleHolders
-- person by person_pkey, person whole, role by role_body
select r.person, p.name, p.names, r.role, r.since, r.until, coalesce(g.name, r.given_by) as "givenBy", g.names as "giverNames", s.name as "standsFor", s.names as "otherNames", p.machine
from identity.role r
join identity.person p on p.id = r.person
left join identity.person g on 'person:' || g.id = r.given_by
left join identity.person s on s.id = r.stands_for
where r.body = $1 and r.since <= $2 and (r.until is null or r.until > $2) and ($3 or not p.machine)
order by p.name, r.role;

-- roles.ts vouchRoles
-- role by role_pkey
select person as subject, 'roles' as row, encode(sha256(convert_to(jsonb_build_array(jsonb_agg(jsonb_build_array(role, body, given_by, extract(epoch from since), extract(epoch from until), stands_for) order by role, body, since))::text, 'UTF8')), 'hex') as digest
from identity.role
where person = $1
group by person;

-- sessions.ts endSessionOf
-- session by session_person
delete from identity.session
where person = $1 and ($2::uuid is null or id = $2) and ($2::uuid is not null or id is distinct from $3::uuid);

-- sessions.ts openSession
insert into identity.session (token_hash, person, provider_session, made_at, seen_at, expires_at, authenticated_at, agent)
values ($1, $2, $3, $4, $4, $5, $6, $7);

-- sessions.ts principalOfSession
-- organisation along organisation_pkey, person by person_pkey, representative by representative_pkey, role by role_pkey, session by session_pkey
select p.id, p.name, p.names, p.number, p.language, coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'body', r.body) || case when r.lent then '{"lent": true}'::jsonb else '{}'::jsonb end order by r.role, r.body) from (select role, body, bool_and(stands_for is not null) as lent from identity.role where person = p.id and since <= $2 and (until is null or until > $2) group by role, body) r), '[]'::jsonb) as roles, o.number as organisation, o.name as "organisationName", s.seen_at as "seenAt", s.id as "sessionId", coalesce(s.authenticated_at, s.made_at) as "authenticatedAt"
from identity.session s
join identity.person p on p.id = s.person
left join identity.organisation o on o.number = s.acting_for and exists (select 1 from identity.representative a where a.person = p.id and a.organisation = o.number and a.since <= $2 and (a.until is null or a.until > $2))
where s.token_hash = $1 and ($3 or not p.demo) and s.expires_at > $2 and s.seen_at > $2::timestamptz - make_interval(secs => 3600);

-- sessions.ts sessionsOf
-- session by session_person
select id, agent, made_at as since, seen_at as "seenAt"
from identity.session
where person = $1 and expires_at > $2 and seen_at > $2::timestamptz - make_interval(secs => 3600)
order by seen_at desc, id;
