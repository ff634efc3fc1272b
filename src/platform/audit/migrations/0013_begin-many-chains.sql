-- Adds one event to each of several chains in one statement; a subject stands once in the list. The same hash as audit.append.
-- Chains that begin are written as they are after their first event, without an empty head that is read again and changed.
-- p_events: [{subject, kind, actor, body}]
create or replace function audit.append_many(p_at timestamptz, p_events jsonb) returns void language plpgsql as $$
declare
  v_begun uuid[];
begin
  with given as materialized (
    select e.subject, e.kind, e.actor, e.body,
      sha256(convert_to('1' || E'\n' || floor(extract(epoch from p_at) * 1000)::bigint || E'\n' || e.kind || E'\n' || e.actor || E'\n' || e.body, 'UTF8')) as hash
    from jsonb_to_recordset(p_events) as e(subject uuid, kind text, actor text, body text)
  ), begun as (
    -- in one order, so that two batches wait for each other instead of dying in each other's arms
    insert into audit.head (subject, seq, hash) select subject, 1, hash from given order by subject on conflict do nothing returning subject
  ), told as (
    insert into audit.event (at, seq, subject, hash, kind, actor, body)
      select p_at, 1, g.subject, g.hash, g.kind, audit.actor_bytes(g.actor), g.body from given g join begun using (subject) order by g.subject
    returning subject
  )
  select coalesce(array_agg(subject), '{}') into v_begun from told;
  if cardinality(v_begun) = jsonb_array_length(p_events) then
    return;
  end if;
  with given as (
    select e.subject, e.kind, e.actor, e.body from jsonb_to_recordset(p_events) as e(subject uuid, kind text, actor text, body text)
    where e.subject <> all(v_begun)
  ), locked as (
    select h.subject, h.seq, h.hash from audit.head h where h.subject in (select subject from given) order by h.subject for update
  ), chained as (
    select g.subject, l.seq + 1 as seq, g.kind, g.actor, g.body,
      sha256(l.hash || convert_to((l.seq + 1) || E'\n' || floor(extract(epoch from p_at) * 1000)::bigint || E'\n' || g.kind || E'\n' || g.actor || E'\n' || g.body, 'UTF8')) as hash
    from given g join locked l using (subject)
  ), moved as (
    update audit.head h set seq = c.seq, hash = c.hash from chained c where h.subject = c.subject
  )
  insert into audit.event (at, seq, subject, hash, kind, actor, body) select p_at, seq, subject, hash, kind, audit.actor_bytes(actor), body from chained;
end $$;
