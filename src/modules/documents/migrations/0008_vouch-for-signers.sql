-- Who signed a result, by name, role and office, is part of what its history vouches for.
do $$
begin
  if to_regprocedure('audit.append(uuid, timestamptz, text, text, text)') is not null then
    perform audit.append(subject, now(), 'audit.recorded', 'system', '{"rows":' || jsonb_object_agg(row, digest)::text || '}')
    from (
      select case_id, 'result ' || code, encode(sha256(convert_to(jsonb_build_array(code, kind, outcome, service, language, title, number, office, office_name, person, organisation, status, signed_by, signer, signer_role, signer_office, valid_until, reason, unsigned, signed, facts, holder, content, extract(epoch from prepared_at), extract(epoch from issued_at), extract(epoch from ends_at), extract(epoch from withdrawn_at))::text, 'UTF8')), 'hex') from documents.result where status <> 'draft'
    ) kept (subject, row, digest) group by subject;
  end if;
end $$;
