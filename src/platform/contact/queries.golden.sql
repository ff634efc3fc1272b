-- The statements that src/platform/contact sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   store.ts forgetChat
--   store.ts holdReading
--   store.ts isChatAwaited
--   store.ts keepCode
--   store.ts mayEndReading
--   store.ts takeChat

-- store.ts dropChat
-- way along way_pkey, way by way_pkey
update contact.way w
set chat = null, chat_since = null, code = null, code_ends_at = null, first = nullif(w.first, 'telegram')
from (select person, chat is not null as had from contact.way where person = $1 for update) before
where w.person = before.person
returning had;

-- store.ts keepFirst
insert into contact.way (person, first)
values ($1, $2)
on conflict (person) do update
set first = excluded.first;

-- store.ts waysOf
-- way by way_pkey
select first, chat, chat_since as "chatSince", code_ends_at as "codeEndsAt"
from contact.way
where person = $1;
