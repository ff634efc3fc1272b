-- The schema audit as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema audit;

CREATE OR REPLACE FUNCTION audit.append(p_subject uuid, p_at timestamp with time zone, p_kind text, p_actor text, p_body text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION audit.append_many(p_at timestamp with time zone, p_events jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$;

create table audit.event (
  subject uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  kind text not null,
  actor text not null,
  body text not null,
  hash bytea not null,
  tx bigint not null default ((pg_current_xact_id())::text)::bigint,
  "position" bigint not null generated always as identity,
  constraint event_pkey PRIMARY KEY (subject, seq)
);

create table audit.head (
  subject uuid not null,
  seq integer not null,
  hash bytea not null,
  constraint head_pkey PRIMARY KEY (subject)
) with (fillfactor = 90);

create table audit.seal (
  number integer not null,
  from_position bigint not null,
  until_position bigint not null,
  events integer not null,
  subjects integer not null,
  root bytea not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamp with time zone not null,
  constraint seal_pkey PRIMARY KEY (number)
);

CREATE INDEX event_position ON audit.event USING brin ("position") WITH (pages_per_range='16');

CREATE INDEX event_tx ON audit.event USING brin (tx) WITH (pages_per_range='16');
