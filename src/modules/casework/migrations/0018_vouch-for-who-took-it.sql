-- In which language it was filed, which counter took it in, when silence spoke, and when each file came: part of what a history vouches for.
do $$
begin
  if to_regprocedure('audit.last_said(text)') is not null then
    perform audit.append(kept.subject, now(), 'audit.recorded', 'system', '{"rows":' || jsonb_object_agg(kept.row, kept.after)::text || '}')
    from (
      select case_id, 'application', encode(sha256(convert_to(jsonb_build_array(number, service, version, status, outcome, channel, person, organisation, applicant, representative, district, owner, answers, fee, receipt, extract(epoch from filed_at), extract(epoch from counts_from), extract(epoch from due_at), extract(epoch from decided_at), extract(epoch from closed_at))::text, 'UTF8')), 'hex'), encode(sha256(convert_to(jsonb_build_array(number, service, version, status, outcome, channel, person, organisation, applicant, representative, district, owner, answers, fee, receipt, language, taken_by_office, taken_by, extract(epoch from filed_at), extract(epoch from counts_from), extract(epoch from due_at), extract(epoch from decided_at), extract(epoch from closed_at), extract(epoch from silent_at))::text, 'UTF8')), 'hex') from casework.application
      union all select a.owner, 'files', encode(sha256(convert_to(jsonb_build_array(jsonb_agg(jsonb_build_array(a.id, a.field, a.name, a.type, a.size, a.sha256) order by a.id))::text, 'UTF8')), 'hex'), encode(sha256(convert_to(jsonb_build_array(jsonb_agg(jsonb_build_array(a.id, a.field, a.name, a.type, a.size, a.sha256, extract(epoch from a.added_at)) order by a.id))::text, 'UTF8')), 'hex')
        from casework.attachment a where exists (select from casework.application p where p.case_id = a.owner) group by a.owner
    ) kept (subject, row, before, after)
    join (select * from audit.last_said('application') union all select * from audit.last_said('files')) said on said.subject = kept.subject and said.named = kept.row and said.digest = kept.before
    group by kept.subject;
  end if;
end $$;
