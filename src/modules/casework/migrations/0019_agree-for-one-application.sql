-- An agreement holds for one application: the draft it was asked from, and the case that is filed from it. Before, it held
-- for all that the same person asked for by that service. Part of what a history vouches for.
alter table casework.agreement add column about uuid;
update casework.agreement a set about = (
  select d.id from casework.draft d
  where d.person = a.asker and d.service = a.service and d.organisation is not distinct from a.organisation and d.answers ->> a.key = a.subject
  order by d.updated_at desc limit 1
);
create index agreement_about on casework.agreement (about);
do $$
begin
  if to_regprocedure('audit.last_said(text)') is not null then
    perform audit.append(kept.subject, now(), 'audit.recorded', 'system', '{"rows":' || jsonb_object_agg(kept.row, kept.after)::text || '}')
    from (
      select asker, 'agreement ' || id, encode(sha256(convert_to(jsonb_build_array(asker, organisation, subject, service, version, key, facts, until, state, extract(epoch from asked_at), extract(epoch from answered_at))::text, 'UTF8')), 'hex'),
        encode(sha256(convert_to(jsonb_build_array(about, asker, organisation, subject, service, version, key, facts, until, state, extract(epoch from asked_at), extract(epoch from answered_at))::text, 'UTF8')), 'hex')
      from casework.agreement
    ) kept (subject, row, before, after)
    join audit.last_said('agreement') said on said.subject = kept.subject and said.named = kept.row and said.digest = kept.before
    group by kept.subject;
  end if;
end $$;
