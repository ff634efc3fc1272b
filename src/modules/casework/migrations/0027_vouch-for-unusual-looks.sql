-- Unusual looks and what auditors said of them, written before histories told how they stand: from here on a change past the
-- product is found.
do $$
begin
  if to_regprocedure('audit.append(uuid, timestamptz, text, text, text)') is not null then
    perform audit.append(viewer, now(), 'audit.recorded', 'system', '{"rows":' || jsonb_object_agg('unusual-look ' || id, digest)::text || '}')
    from (
      select viewer, id, encode(sha256(convert_to(jsonb_build_array(viewer, role, body, what, reasons, case_id, case_number, service, people, examined_by, note, extract(epoch from at), extract(epoch from examined_at))::text, 'UTF8')), 'hex') as digest from casework.unusual_look
    ) kept group by viewer;
  end if;
end $$;
