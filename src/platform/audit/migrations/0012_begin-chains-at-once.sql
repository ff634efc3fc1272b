-- A chain begins with its first event in one write: of whom nothing was recorded before — most who comment on a draft —
-- no empty head is put down first, read again and changed. The same hash as before.
create or replace function audit.append(p_subject uuid, p_at timestamptz, p_kind text, p_actor text, p_body text) returns integer language plpgsql as $$
declare
  v_seq integer;
  v_previous bytea;
  v_hash bytea;
  v_told text := E'\n' || floor(extract(epoch from p_at) * 1000)::bigint || E'\n' || p_kind || E'\n' || p_actor || E'\n' || p_body;
begin
  select seq, hash into v_seq, v_previous from audit.head where subject = p_subject for update;
  if not found then
    v_hash := sha256(convert_to('1' || v_told, 'UTF8'));
    insert into audit.head (subject, seq, hash) values (p_subject, 1, v_hash) on conflict do nothing;
    if found then
      insert into audit.event (at, seq, subject, hash, kind, actor, body) values (p_at, 1, p_subject, v_hash, p_kind, audit.actor_bytes(p_actor), p_body);
      return 1;
    end if;
    -- somebody else began it in the same instant
    select seq, hash into v_seq, v_previous from audit.head where subject = p_subject for update;
  end if;
  v_seq := v_seq + 1;
  v_hash := sha256(v_previous || convert_to(v_seq || v_told, 'UTF8'));
  update audit.head set seq = v_seq, hash = v_hash where subject = p_subject;
  insert into audit.event (at, seq, subject, hash, kind, actor, body) values (p_at, v_seq, p_subject, v_hash, p_kind, audit.actor_bytes(p_actor), p_body);
  return v_seq;
end $$;
