-- The seal over a position: the last that begins no later. There is one for each minute in which something happened, so it is found by an index.
create unique index seal_from on audit.seal (from_position);

-- Removes the first events of a subject, up to a number, that were written elsewhere. All of them must be sealed, and one must stay: the chain goes on from what is left.
create or replace function audit.drop_events(p_subject uuid, p_until integer) returns integer language plpgsql as $$
declare
  v_dropped integer;
begin
  if exists (
    select 1 from audit.event e where e.subject = p_subject and e.seq <= p_until
      and coalesce((select until_position from audit.seal where from_position <= e.position order by from_position desc limit 1), 0) <= e.position
  ) then
    return -1;
  end if;
  insert into audit.archived (seal, subject, seq, hash, events)
    select s.number, p_subject, max(e.seq), (array_agg(e.hash order by e.seq desc))[1], count(*)
    from audit.event e cross join lateral (select number from audit.seal where from_position <= e.position order by from_position desc limit 1) s
    where e.subject = p_subject and e.seq <= p_until group by s.number
    on conflict (seal, subject) do update set seq = excluded.seq, hash = excluded.hash, events = audit.archived.events + excluded.events;
  delete from audit.event where subject = p_subject and seq <= p_until;
  get diagnostics v_dropped = row_count;
  return v_dropped;
end $$;
