-- Bodies' systems, their keys and rights, and answers that are kept, written before histories said how they stand: from here on a
-- change past the product is found.
do $$
begin
  if to_regprocedure('audit.append(uuid, timestamptz, text, text, text)') is not null then
    perform audit.append(subject, now(), 'audit.recorded', 'system', '{"rows":' || jsonb_object_agg(row, digest)::text || '}')
    from (
      select id, 'system', encode(sha256(convert_to(jsonb_build_array(client, account, name, body, own_account, named_by, ended_by, extract(epoch from named_at), extract(epoch from ended_at))::text, 'UTF8')), 'hex') from exchange.system
      union all
      select system, 'system keys', encode(sha256(convert_to(jsonb_build_array(jsonb_agg(jsonb_build_array(fingerprint, encode(key, 'hex'), given_by, ended_by, extract(epoch from since), extract(epoch from until), extract(epoch from given_at)) order by fingerprint collate "C"))::text, 'UTF8')), 'hex') from exchange.system_key group by system
      union all
      select system, 'system rights', encode(sha256(convert_to(jsonb_build_array(jsonb_agg(jsonb_build_array(service, given_by, ended_by, extract(epoch from since), extract(epoch from until)) order by service collate "C", since))::text, 'UTF8')), 'hex') from exchange.system_right group by system
      union all
      select case_id, 'kept ' || register || ' ' || question || ' ' || message, encode(sha256(convert_to(jsonb_build_array(subject, answer, message, extract(epoch from asked_at), extract(epoch from until))::text, 'UTF8')), 'hex') from exchange.kept_answer
    ) kept (subject, row, digest) group by subject;
  end if;
end $$;
