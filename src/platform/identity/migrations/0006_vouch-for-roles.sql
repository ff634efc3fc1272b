-- Rows that were written before histories said how they stand: from here on a change past the product is found.
do $$
begin
  if to_regprocedure('audit.append(uuid, timestamptz, text, text, text)') is not null then
    perform audit.append(subject, now(), 'audit.recorded', 'system', '{"rows":' || jsonb_object_agg(row, digest)::text || '}')
    from (
      select person as subject, 'roles' as row, encode(sha256(convert_to(jsonb_build_array(jsonb_agg(jsonb_build_array(role, body, given_by, extract(epoch from since), extract(epoch from until)) order by role, body, since))::text, 'UTF8')), 'hex') as digest from identity.role group by person
    ) kept (subject, row, digest) group by subject;
  end if;
end $$;
