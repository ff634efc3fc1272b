-- Rows that were written before histories said how they stand: from here on a change past the product is found.
do $$
begin
  if to_regprocedure('audit.append(uuid, timestamptz, text, text, text)') is not null then
    perform audit.append(subject, now(), 'audit.recorded', 'system', '{"rows":' || jsonb_object_agg(row, digest)::text || '}')
    from (
      select case_id, 'access ' || id, encode(sha256(convert_to(jsonb_build_array(subject, register, evidence, purpose, basis, case_id, case_number, own_case, body, actor, status, source, extract(epoch from at), extract(epoch from as_of))::text, 'UTF8')), 'hex') from exchange.access
    ) kept (subject, row, digest) group by subject;
  end if;
end $$;
