-- The schema audit as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema audit;

create sequence audit."position" as bigint start 1 increment 1;

CREATE OR REPLACE FUNCTION audit.actor_bytes(p_actor text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when p_actor like 'person:____________________________________' then '\x01'::bytea || uuid_send(substr(p_actor, 8)::uuid) else '\x00'::bytea || convert_to(p_actor, 'UTF8') end
$function$;

CREATE OR REPLACE FUNCTION audit.actor_text(p_actor bytea)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case get_byte(p_actor, 0) when 1 then 'person:' || encode(substr(p_actor, 2), 'hex')::uuid::text else convert_from(substr(p_actor, 2), 'UTF8') end
$function$;

CREATE OR REPLACE FUNCTION audit.append(p_subject uuid, p_at timestamp with time zone, p_kind text, p_actor text, p_body text)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION audit.append_many(p_at timestamp with time zone, p_events jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION audit.drop_events(p_subject uuid, p_until integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION audit.keep_months(p_ahead integer, p_now timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  v_month timestamp;
  v_name text;
  v_made integer := 0;
begin
  for v_month in
    select date_trunc('month', p_now at time zone 'UTC') + make_interval(months => n) from generate_series(0, p_ahead) n
    union select date_trunc('month', at at time zone 'UTC') from audit.event_other order by 1
  loop
    v_name := to_char(v_month, '"event_"YYYY_MM');
    continue when to_regclass('audit.' || v_name) is not null;
    lock table audit.event_other in access exclusive mode;
    execute format('create table audit.%I (like audit.event including defaults)', v_name);
    execute format('with moved as (delete from audit.event_other where at >= %L and at < %L returning *) insert into audit.%I select * from moved order by position', v_month at time zone 'UTC', (v_month + interval '1 month') at time zone 'UTC', v_name);
    execute format('alter table audit.event attach partition audit.%I for values from (%L) to (%L)', v_name, v_month at time zone 'UTC', (v_month + interval '1 month') at time zone 'UTC');
    v_made := v_made + 1;
  end loop;
  return v_made;
end $function$;

CREATE OR REPLACE FUNCTION audit.last_said(p_rows text)
 RETURNS TABLE(subject uuid, named text, digest text)
 LANGUAGE sql
 STABLE
AS $function$
  select distinct on (e.subject, r.key) e.subject, r.key, r.value
  from audit.event e cross join lateral jsonb_each_text(e.body::jsonb -> 'rows') r
  where e.body like '%"rows":{%' and e.body like '%"' || p_rows || '%' and (r.key = p_rows or r.key like p_rows || ' %')
  order by e.subject, r.key, e.seq desc
$function$;

create table audit.archived (
  seal integer not null,
  subject uuid not null,
  seq integer not null,
  hash bytea not null,
  events integer not null,
  constraint archived_pkey PRIMARY KEY (seal, subject)
);

create table audit.event (
  "position" bigint not null default nextval('audit."position"'::regclass),
  at timestamp with time zone not null,
  tx bigint not null default ((pg_current_xact_id())::text)::bigint,
  seq integer not null,
  subject uuid not null,
  hash bytea not null,
  kind text not null,
  actor bytea not null,
  body text not null
) partition by RANGE (at);

create table audit.event_other partition of audit.event DEFAULT;

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
  places bytea,
  mailed_to text,
  constraint seal_pkey PRIMARY KEY (number)
);

CREATE INDEX archived_subject ON audit.archived USING btree (subject, seq);

CREATE INDEX event_order ON ONLY audit.event USING btree (tx, "position");

CREATE INDEX event_position ON ONLY audit.event USING brin ("position") WITH (pages_per_range='16');

CREATE INDEX event_subject ON ONLY audit.event USING btree (subject);

CREATE UNIQUE INDEX seal_from ON audit.seal USING btree (from_position);

create view audit.history as
 SELECT subject,
    seq,
    at,
    kind,
    audit.actor_text(actor) AS actor,
    body,
    hash,
    tx,
    "position"
   FROM audit.event;
