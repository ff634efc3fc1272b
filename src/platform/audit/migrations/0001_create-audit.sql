-- Append-only record of every change. Events are chained within their subject (a case, a person, the system),
-- so that writers of different cases never wait for each other; seals join them across subjects in Merkle batches.
create schema audit;

create table audit.head (
  subject uuid primary key,
  seq integer not null,
  hash bytea not null
);
alter table audit.head set (fillfactor = 70);

create table audit.event (
  subject uuid not null,
  seq integer not null,
  at timestamptz not null,
  kind text not null,
  actor text not null,
  -- canonical text, hashed as it stands: never rewritten by a later version of the product
  body text not null,
  hash bytea not null,
  -- transaction number: a batch is a closed range of finished transactions, so sealing writes nothing into events
  tx bigint not null default pg_current_xact_id()::text::bigint,
  primary key (subject, seq)
);
create index event_tx on audit.event using brin (tx) with (pages_per_range = 16);

create table audit.seal (
  number integer primary key,
  from_tx bigint not null,
  -- exclusive
  until_tx bigint not null,
  events integer not null,
  root bytea not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null
);

-- Adds one event to its subject's chain: hash = sha256(previous hash || seq || at || kind || actor || body), fields joined by line feeds.
create function audit.append(p_subject uuid, p_at timestamptz, p_kind text, p_actor text, p_body text) returns integer
language plpgsql as $$
declare
  v_seq integer;
  v_previous bytea;
  v_hash bytea;
begin
  select seq, hash into v_seq, v_previous from audit.head where subject = p_subject for update;
  if not found then
    insert into audit.head (subject, seq, hash) values (p_subject, 0, ''::bytea) on conflict do nothing;
    select seq, hash into v_seq, v_previous from audit.head where subject = p_subject for update;
  end if;
  v_seq := v_seq + 1;
  v_hash := sha256(v_previous || convert_to(v_seq || E'\n' || floor(extract(epoch from p_at) * 1000)::bigint || E'\n' || p_kind || E'\n' || p_actor || E'\n' || p_body, 'UTF8'));
  update audit.head set seq = v_seq, hash = v_hash where subject = p_subject;
  insert into audit.event (subject, seq, at, kind, actor, body, hash) values (p_subject, v_seq, p_at, p_kind, p_actor, p_body, v_hash);
  return v_seq;
end $$;

