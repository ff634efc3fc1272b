-- For whom a substitute stands in is part of what a person's history says of their roles.
do $$
begin
  if to_regprocedure('audit.last_said(text)') is not null then
    perform audit.append(kept.subject, now(), 'audit.recorded', 'system', '{"rows":' || jsonb_object_agg(kept.row, kept.after)::text || '}')
    from (
      select person, 'roles', encode(sha256(convert_to(jsonb_build_array(jsonb_agg(jsonb_build_array(role, body, given_by, extract(epoch from since), extract(epoch from until)) order by role, body, since))::text, 'UTF8')), 'hex'), encode(sha256(convert_to(jsonb_build_array(jsonb_agg(jsonb_build_array(role, body, given_by, extract(epoch from since), extract(epoch from until), stands_for) order by role, body, since))::text, 'UTF8')), 'hex') from identity.role group by person
    ) kept (subject, row, before, after)
    join (select * from audit.last_said('roles')) said on said.subject = kept.subject and said.named = kept.row and said.digest = kept.before
    group by kept.subject;
  end if;
end $$;
