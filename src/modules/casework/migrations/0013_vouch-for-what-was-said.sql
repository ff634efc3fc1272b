-- What was said, found and decided before histories told how it stands: from here on a change past the product is found.
do $$
begin
  if to_regprocedure('audit.append(uuid, timestamptz, text, text, text)') is not null then
    perform audit.append(subject, now(), 'audit.recorded', 'system', '{"rows":' || jsonb_object_agg(row, digest)::text || '}')
    from (
      select case_id as subject, 'evidence ' || evidence as row, encode(sha256(convert_to(jsonb_build_array(evidence, register, status, data, source, extract(epoch from as_of), extract(epoch from fetched_at))::text, 'UTF8')), 'hex') as digest from casework.evidence
      union all select case_id as subject, 'hearing ' || number as row, encode(sha256(convert_to(jsonb_build_array(number, wait, ground, facts, office, opened_by, answer, answered_by, extract(epoch from opened_at), extract(epoch from until), extract(epoch from answered_at), extract(epoch from ended_at))::text, 'UTF8')), 'hex') as digest from casework.hearing
      union all select case_id as subject, 'inquiry ' || id as row, encode(sha256(convert_to(jsonb_build_array(id, office, from_office, asked_by, question, evidence, answered_by, answer, data, extract(epoch from asked_at), extract(epoch from due_at), extract(epoch from answered_at))::text, 'UTF8')), 'hex') as digest from casework.inquiry
      union all select case_id as subject, 'message ' || id as row, encode(sha256(convert_to(jsonb_build_array(id, side, author, office, kind, text, answers, extract(epoch from sent_at))::text, 'UTF8')), 'hex') as digest from casework.message
      union all select case_id as subject, 'decision ' || number as row, encode(sha256(convert_to(jsonb_build_array(number, outcome, ground, note, office, decided_by, signed_by, signed_as, by_silence, served_how, served_by, extract(epoch from proposed_at), extract(epoch from made_at), extract(epoch from served_at))::text, 'UTF8')), 'hex') as digest from casework.decision
    ) kept group by subject;
  end if;
end $$;
