-- Public services: every published version with its files, and of each service what the search needs of the current one.
create schema catalogue;
-- mistyped words are looked for by the three-letter pieces they share with known ones
create extension if not exists pg_trgm;

create function catalogue.fold(text) returns text language sql immutable strict parallel safe as $$
  select replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(translate(normalize($1, NFC), 'абвгдезийклмнопрстуфэыўғқҳхжАБВГДЕЗИЙКЛМНОПРСТУФЭЫЎҒҚҲХЖABCDEFGHIJKLMNOPQRSTUVWXYZİı''`´ʹʻʼʽˈ‘’‛′＇ъьЪЬ', 'abvgdeziyklmnoprstufeiogqhxjabvgdeziyklmnoprstufeiogqhxjabcdefghijklmnopqrstuvwxyzii'), 'ё', 'yo'), 'Ё', 'yo'), 'ю', 'yu'), 'Ю', 'yu'), 'я', 'ya'), 'Я', 'ya'), 'ц', 'ts'), 'Ц', 'ts'), 'ч', 'ch'), 'Ч', 'ch'), 'ш', 'sh'), 'Ш', 'sh'), 'щ', 'sh'), 'Щ', 'sh'), 'ye', 'e'), 'yi', 'i'), 'ts', 's'), 'x', 'h')
$$;

-- What a service is found by: {name, keywords, summary, body}, each {uz, ru, en}. Every language by its folded words; Russian and English also by
-- their stems, for which PostgreSQL has dictionaries. Uzbek has none: its words are looked for by their beginning.
create function catalogue.words_of(part jsonb, weight "char") returns tsvector language sql immutable parallel safe as $$
  select setweight(to_tsvector('simple'::regconfig, translate(catalogue.fold(coalesce(part->>'uz', '') || ' ' || coalesce(part->>'ru', '') || ' ' || coalesce(part->>'en', '')), '-/.,:;()«»"–—', '             ')), weight)
    || setweight(to_tsvector('russian'::regconfig, coalesce(part->>'ru', '')), weight) || setweight(to_tsvector('english'::regconfig, coalesce(part->>'en', '')), weight)
$$;
create function catalogue.search_of(words jsonb) returns tsvector language sql immutable parallel safe as $$
  select catalogue.words_of(words->'name', 'A') || catalogue.words_of(words->'keywords', 'B') || catalogue.words_of(words->'summary', 'C') || catalogue.words_of(words->'body', 'D')
$$;

create table catalogue.service_version (
  id text not null,
  version integer not null check (version > 0),
  -- text of each file of the folder by its name
  files jsonb not null,
  -- service.yaml, read
  passport jsonb not null,
  published_at timestamptz not null,
  primary key (id, version)
);

create table catalogue.service (
  id text primary key,
  version integer not null,
  -- {uz, ru, en}
  name jsonb not null,
  life_event text not null,
  audience text[] not null,
  -- kind of body that decides
  owner_kind text not null,
  -- false: a passport only
  runs boolean not null,
  words jsonb not null,
  search tsvector not null generated always as (catalogue.search_of(words)) stored,
  foreign key (id, version) references catalogue.service_version (id, version)
);
create index service_search on catalogue.service using gin (search);

-- Every word of the services, folded: what a mistyped word may have meant.
create table catalogue.word (
  word text primary key
);
create index word_pieces on catalogue.word using gin (word gin_trgm_ops);
