-- The statements that src/modules/catalogue sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   store/services.ts wordsLike
--   store/versions.ts currentFiles
--   store/versions.ts versionsOf

-- store/services.ts listServices
-- service along service_pkey, service_version by service_version_pkey
select s.id, s.version, s.runs, v.passport
from catalogue.service s
join catalogue.service_version v on v.id = s.id and v.version = s.version
order by s.id;

-- store/services.ts putService
insert into catalogue.service (id, version, name, life_event, audience, owner_kind, runs, words)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (id) do update
set version = excluded.version, name = excluded.name, life_event = excluded.life_event, audience = excluded.audience, owner_kind = excluded.owner_kind, runs = excluded.runs, words = excluded.words;

-- store/services.ts putService
insert into catalogue.word (word)
select unnest($1::text[])
on conflict do nothing;

-- store/services.ts servicesByLifeEvent
-- service along service_pkey, service_version by service_version_pkey
select s.id, s.version, s.runs, v.passport
from catalogue.service s
join catalogue.service_version v on v.id = s.id and v.version = s.version
order by s.name->>$1, s.id;

-- store/services.ts servicesByName
-- service along service_pkey, service_version by service_version_pkey
select id, version, runs, passport, "sortedBy", total
from (select s.id, s.version, s.runs, v.passport, case when s.runs then '0' else '1' end || (s.name->>$4) as "sortedBy", (count(*) over ())::integer as total from catalogue.service s join catalogue.service_version v on v.id = s.id and v.version = s.version where ($1::text is null or s.life_event = $1) and ($2::text is null or $2 = any(s.audience)) and ($3::text is null or s.owner_kind = $3)) one
where $5::text is null or ("sortedBy", id) > ($5, $6)
order by "sortedBy", id
limit $7;

-- store/services.ts servicesByWords
-- service along service_pkey, service by service_pkey, service by service_search, service_version by service_version_pkey
with asked as materialized ( select word, quality, case dictionary when 'simple' then text::tsquery when 'russian' then phraseto_tsquery('russian'::regconfig, text) else phraseto_tsquery('english'::regconfig, text) end as query from unnest($1::integer[], $2::text[], $3::text[], $4::real[]) as one (word, dictionary, text, quality)), stands as materialized ( select s.id, word, s.worth * quality as worth, s.name_length, s.runs from asked, lateral (select s.id, ts_rank('{0.15, 0.4, 0.8, 1}'::real[], s.search, query) as worth, length(s.name->>$11) as name_length, s.runs from catalogue.service s where s.search @@ query and ($5::text is null or s.life_event = $5) and ($6::text is null or $6 = any(s.audience)) and ($7::text is null or s.owner_kind = $7) offset 0) s), hit as (select id, word, max(worth)::float8 as worth, min(name_length) as name_length, bool_or(runs) as runs from stands group by id, word), rarity as (select word, ln(1.5 + (select count(*) from catalogue.service)::float8 / count(*)) as rarity from hit group by word), scored as (select id, round((sum(worth * rarity) * (1 + 0.2 / (1 + min(name_length) / 20.0)))::numeric, 6) as worth, bool_or(runs) as runs, array_agg(word) filter (where word < 100) as has from hit join rarity using (word) group by id), best as (select max(worth) as worth from scored), near as ( select id, begins, share, scored.worth * share = max(scored.worth * share) over () as first from scored cross join best join catalogue.service s using (id) join catalogue.service_version v using (id, version), lateral (select v.passport ? 'trigger' and v.passport->'channels' = '[]' as begins), lateral (select case when v.passport #>> '{result,kind}' = 'certificate' then 0.7 else 1 end as share) where scored.worth >= 0.8 * best.worth), shown as ( select id, has, (count(*) over ())::integer as total, case when near.id is null then scored.worth else 2000 + scored.worth * near.share end + case when runs or (near.begins and near.first) then 1000 else 0 end as score from scored cross join best left join near using (id) where scored.worth >= 0.35 * best.worth), page as (select id, score, has, total from shown where $8::numeric is null or score < $8 or (score = $8 and id > $9) order by score desc, id limit $10)
select s.id, s.version, s.runs, v.passport, page.score::text as score, page.has, page.total
from page
join catalogue.service s on s.id = page.id
join catalogue.service_version v on v.id = s.id and v.version = s.version
order by page.score desc, s.id;

-- store/services.ts wordsFound
-- service by service_search
with asked as materialized ( select word, quality, case dictionary when 'simple' then text::tsquery when 'russian' then phraseto_tsquery('russian'::regconfig, text) else phraseto_tsquery('english'::regconfig, text) end as query from unnest($1::integer[], $2::text[], $3::text[], $4::real[]) as one (word, dictionary, text, quality))
select distinct word
from asked
where exists (select 1 from catalogue.service s where s.search @@ query);

-- store/versions.ts findCurrentVersion
-- service by service_pkey
select version
from catalogue.service
where id = $1;

-- store/versions.ts findCurrentVersions
-- service by service_pkey
select id, version
from catalogue.service
where id = any($1);

-- store/versions.ts findVersion
-- service_version by service_version_pkey
select passport, files, published_at as "publishedAt"
from catalogue.service_version
where id = $1 and version = $2;

-- store/versions.ts insertVersion
insert into catalogue.service_version (id, version, files, passport, published_at)
values ($1, $2, $3, $4, $5)
on conflict do nothing
returning id;
