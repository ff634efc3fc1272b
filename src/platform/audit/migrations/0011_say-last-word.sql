-- The last word of histories on rows of a kind: what a digest is held against before it grows. Only a row that stands as its
-- history last said is vouched for anew; what was changed past the product before stays found.
-- Most events name no row of the kind: the text is asked before it is read as JSON.
create function audit.last_said(p_rows text) returns table (subject uuid, named text, digest text) language sql stable as $$
  select distinct on (e.subject, r.key) e.subject, r.key, r.value
  from audit.event e cross join lateral jsonb_each_text(e.body::jsonb -> 'rows') r
  where e.body like '%"rows":{%' and e.body like '%"' || p_rows || '%' and (r.key = p_rows or r.key like p_rows || ' %')
  order by e.subject, r.key, e.seq desc
$$;
