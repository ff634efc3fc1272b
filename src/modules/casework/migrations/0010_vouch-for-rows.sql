-- Rows that were written before histories said how they stand: from here on a change past the product is found.
do $$
begin
  if to_regprocedure('audit.append(uuid, timestamptz, text, text, text)') is not null then
    perform audit.append(subject, now(), 'audit.recorded', 'system', '{"rows":' || jsonb_object_agg(row, digest)::text || '}')
    from (
      select case_id, 'application', encode(sha256(convert_to(jsonb_build_array(number, service, version, status, outcome, channel, person, organisation, applicant, representative, district, owner, answers, fee, receipt, extract(epoch from filed_at), extract(epoch from counts_from), extract(epoch from due_at), extract(epoch from decided_at), extract(epoch from closed_at))::text, 'UTF8')), 'hex') from casework.application
      union all select a.owner as subject, 'files' as row, encode(sha256(convert_to(jsonb_build_array(jsonb_agg(jsonb_build_array(a.id, a.field, a.name, a.type, a.size, a.sha256) order by a.id))::text, 'UTF8')), 'hex') as digest
  from casework.attachment a where exists (select from casework.application p where p.case_id = a.owner) group by a.owner
    ) kept (subject, row, digest) group by subject;
  end if;
end $$;
