-- Names in any language are found by their folded words; those of languages with a dictionary also by their stems.
create or replace function catalogue.words_of(part jsonb, weight "char") returns tsvector language sql immutable parallel safe as $$
  select setweight(to_tsvector('simple'::regconfig, translate(catalogue.fold(coalesce((select string_agg(value, ' ' order by key desc) from jsonb_each_text(part)), '')), '-/.,:;()«»"–—', '             ')), weight)
    || setweight(to_tsvector('russian'::regconfig, coalesce(part->>'ru', '')), weight) || setweight(to_tsvector('english'::regconfig, coalesce(part->>'en', '')), weight)
$$;
