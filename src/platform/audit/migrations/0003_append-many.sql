-- Adds one event to each of several chains in one statement; a subject stands once in the list. The same hash as audit.append.
-- p_events: [{subject, kind, actor, body}]
create function audit.append_many(p_at timestamptz, p_events jsonb) returns void language plpgsql as $$
begin
  insert into audit.head (subject, seq, hash)
    select e.subject, 0, ''::bytea from jsonb_to_recordset(p_events) as e(subject uuid) order by e.subject on conflict do nothing;
  with given as (
    select e.subject, e.kind, e.actor, e.body from jsonb_to_recordset(p_events) as e(subject uuid, kind text, actor text, body text)
  ), locked as (
    -- in one order, so that two batches wait for each other instead of dying in each other's arms
    select h.subject, h.seq, h.hash from audit.head h where h.subject in (select subject from given) order by h.subject for update
  ), chained as (
    select g.subject, l.seq + 1 as seq, g.kind, g.actor, g.body,
      sha256(l.hash || convert_to((l.seq + 1) || E'\n' || floor(extract(epoch from p_at) * 1000)::bigint || E'\n' || g.kind || E'\n' || g.actor || E'\n' || g.body, 'UTF8')) as hash
    from given g join locked l using (subject)
  ), moved as (
    update audit.head h set seq = c.seq, hash = c.hash from chained c where h.subject = c.subject
  )
  insert into audit.event (subject, seq, at, kind, actor, body, hash) select subject, seq, p_at, kind, actor, body, hash from chained;
end $$;
