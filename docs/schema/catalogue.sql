-- The schema catalogue as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema catalogue;

CREATE OR REPLACE FUNCTION catalogue.fold(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(translate(normalize($1, NFC), 'абвгдезийклмнопрстуфэыўғқҳхжАБВГДЕЗИЙКЛМНОПРСТУФЭЫЎҒҚҲХЖABCDEFGHIJKLMNOPQRSTUVWXYZİı''`´ʹʻʼʽˈ‘’‛′＇ъьЪЬ', 'abvgdeziyklmnoprstufeiogqhxjabvgdeziyklmnoprstufeiogqhxjabcdefghijklmnopqrstuvwxyzii'), 'ё', 'yo'), 'Ё', 'yo'), 'ю', 'yu'), 'Ю', 'yu'), 'я', 'ya'), 'Я', 'ya'), 'ц', 'ts'), 'Ц', 'ts'), 'ч', 'ch'), 'Ч', 'ch'), 'ш', 'sh'), 'Ш', 'sh'), 'щ', 'sh'), 'Щ', 'sh'), 'ye', 'e'), 'yi', 'i'), 'ts', 's'), 'x', 'h')
$function$;

CREATE OR REPLACE FUNCTION catalogue.search_of(words jsonb)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select catalogue.words_of(words->'name', 'A') || catalogue.words_of(words->'keywords', 'B') || catalogue.words_of(words->'summary', 'C') || catalogue.words_of(words->'body', 'D')
$function$;

CREATE OR REPLACE FUNCTION catalogue.words_of(part jsonb, weight "char")
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select setweight(to_tsvector('simple'::regconfig, translate(catalogue.fold(coalesce((select string_agg(value, ' ' order by key desc) from jsonb_each_text(part)), '')), '-/.,:;()«»"–—', '             ')), weight)
    || setweight(to_tsvector('russian'::regconfig, coalesce(part->>'ru', '')), weight) || setweight(to_tsvector('english'::regconfig, coalesce(part->>'en', '')), weight)
$function$;

create table catalogue.service (
  id text not null,
  version integer not null,
  name jsonb not null,
  life_event text not null,
  audience text[] not null,
  owner_kind text not null,
  runs boolean not null,
  words jsonb not null,
  search tsvector not null generated always as (catalogue.search_of(words)) stored,
  constraint service_pkey PRIMARY KEY (id)
) with (toast_tuple_target = 8160);

create table catalogue.service_version (
  id text not null,
  version integer not null,
  files jsonb not null,
  passport jsonb not null,
  published_at timestamp with time zone not null,
  constraint service_version_pkey PRIMARY KEY (id, version),
  constraint service_version_version_check CHECK ((version > 0))
);

create table catalogue.word (
  word text not null,
  constraint word_pkey PRIMARY KEY (word)
);

CREATE INDEX service_search ON catalogue.service USING gin (search);

CREATE INDEX word_pieces ON catalogue.word USING gin (word gin_trgm_ops);

alter table catalogue.service add constraint service_id_version_fkey FOREIGN KEY (id, version) REFERENCES catalogue.service_version(id, version);
