-- A name as an authority writes it for readers of other languages, by language: the provider's `name#ru`
-- (OpenID Connect Core 1.0, 5.2) or a register's `nameRu`. Nothing is ever made from the name itself.
alter table identity.person add column names jsonb not null default '{}';
