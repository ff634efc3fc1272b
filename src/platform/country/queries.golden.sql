-- The statements that src/platform/country sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.

-- calendar-days.ts setDay
insert into country.day (date, kind, name, language, source, source_date, set_by, set_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (date) do update
set kind = excluded.kind, name = excluded.name, language = excluded.language, source = excluded.source, source_date = excluded.source_date, set_by = excluded.set_by, set_at = excluded.set_at;

-- calendar-days.ts setDays
-- day whole
select date::text as date, kind, name, language, source, source_date::text as "sourceDate", set_by as "setBy", set_at as "setAt"
from country.day
order by date;

-- contacts.ts findSetContact
-- contact by contact_pkey
select address, hours, phone, site, language, source, source_date::text as "sourceDate"
from country.contact
where office = $1;

-- contacts.ts lockContact
select pg_advisory_xact_lock(hashtextextended('country.contact ' || $1, 0));

-- contacts.ts setContact
insert into country.contact (office, address, hours, phone, site, language, source, source_date, set_by, set_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (office) do update
set address = excluded.address, hours = excluded.hours, phone = excluded.phone, site = excluded.site, language = excluded.language, source = excluded.source, source_date = excluded.source_date, set_by = excluded.set_by, set_at = excluded.set_at;
