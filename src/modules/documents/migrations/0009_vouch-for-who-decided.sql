-- Who decided what a result says, whose case it is and by which version of the service: part of what its history vouches for.
do $$
begin
  if to_regprocedure('audit.last_said(text)') is not null then
    perform audit.append(kept.subject, now(), 'audit.recorded', 'system', '{"rows":' || jsonb_object_agg(kept.row, kept.after)::text || '}')
    from (
      select case_id, 'result ' || code, encode(sha256(convert_to(jsonb_build_array(code, kind, outcome, service, language, title, number, office, office_name, person, organisation, status, signed_by, signer, signer_role, signer_office, valid_until, reason, unsigned, signed, facts, holder, content, extract(epoch from prepared_at), extract(epoch from issued_at), extract(epoch from ends_at), extract(epoch from withdrawn_at))::text, 'UTF8')), 'hex'), encode(sha256(convert_to(jsonb_build_array(code, kind, outcome, service, language, title, number, office, office_name, person, organisation, status, signed_by, signer, signer_role, signer_office, valid_until, reason, unsigned, signed, facts, holder, content, job, version, case_office, decided_by, decided_office, extract(epoch from prepared_at), extract(epoch from issued_at), extract(epoch from ends_at), extract(epoch from withdrawn_at))::text, 'UTF8')), 'hex') from documents.result where status <> 'draft'
    ) kept (subject, row, before, after)
    join (select * from audit.last_said('result')) said on said.subject = kept.subject and said.named = kept.row and said.digest = kept.before
    group by kept.subject;
  end if;
end $$;
