-- The history by months: what is old can be moved to slower disks, and is read only by those who ask for it. Each row is smaller, too.
alter table audit.event rename to event_whole;
drop index audit.event_tx, audit.event_position;

create sequence audit.position;

create table audit.event (
  -- order of writing: a batch of seals is a range of positions
  position bigint not null default nextval('audit.position'),
  at timestamptz not null,
  -- transaction number, for readers who follow the log: below the oldest running one nothing is added any more
  tx bigint not null default pg_current_xact_id()::text::bigint,
  seq integer not null,
  subject uuid not null,
  hash bytea not null,
  kind text not null,
  -- 01 and the 16 bytes of a person's id, or 00 and a name: see audit.actor_text
  actor bytea not null,
  -- canonical text, hashed as it stands: never rewritten by a later version of the product
  body text not null
) partition by range (at);
alter sequence audit.position owned by audit.event.position;

-- No unique key: it would have to hold the month. One event a number is what the lock of audit.head is for, and `verify --audit` looks.
-- Without the number, equal subjects share one entry of the index (measured: 40 → 15 bytes an event).
create index event_subject on audit.event (subject);
create index event_tx on audit.event using brin (tx) with (pages_per_range = 16);
-- rows lie in this order, so ranges are found through a few pages of index
create index event_position on audit.event using brin (position) with (pages_per_range = 16);

-- What has no month of its own yet: nothing is ever refused for the want of a partition.
create table audit.event_other partition of audit.event default;

-- Makes the partitions of this month, of p_ahead months to come, and of those that have events in event_other, and moves these there. Run ahead of
-- time by the running product. A partition is made beside the table and then attached: that stops nobody but writers of event_other.
-- p_ahead: -1 for those in event_other alone. Returns how many were made.
create function audit.keep_months(p_ahead integer) returns integer language plpgsql as $$
declare
  v_month timestamp;
  v_name text;
  v_made integer := 0;
begin
  for v_month in
    select date_trunc('month', now() at time zone 'UTC') + make_interval(months => n) from generate_series(0, p_ahead) n
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
end $$;

create function audit.actor_bytes(p_actor text) returns bytea language sql immutable parallel safe as $$
  select case when p_actor like 'person:____________________________________' then '\x01'::bytea || uuid_send(substr(p_actor, 8)::uuid) else '\x00'::bytea || convert_to(p_actor, 'UTF8') end
$$;
create function audit.actor_text(p_actor bytea) returns text language sql immutable parallel safe as $$
  select case get_byte(p_actor, 0) when 1 then 'person:' || encode(substr(p_actor, 2), 'hex')::uuid::text else convert_from(substr(p_actor, 2), 'UTF8') end
$$;

-- The history as it is read.
create view audit.history as
  select subject, seq, at, kind, audit.actor_text(actor) as actor, body, hash, tx, position from audit.event;

-- What is left here of events that were archived with their case: for each seal that covers some, the last of them and how many, so that seals are proven without them.
create table audit.archived (
  seal integer not null,
  subject uuid not null,
  seq integer not null,
  hash bytea not null,
  events integer not null,
  primary key (seal, subject)
);
create index archived_subject on audit.archived (subject, seq);

-- Removes the first events of a subject, up to a number, that were written elsewhere. All of them must be sealed, and one must stay: the chain goes on from what is left.
create function audit.drop_events(p_subject uuid, p_until integer) returns integer language plpgsql as $$
declare
  v_unsealed integer;
  v_dropped integer;
begin
  select count(*) into v_unsealed from audit.event e where subject = p_subject and seq <= p_until
    and not exists (select 1 from audit.seal s where e.position >= s.from_position and e.position < s.until_position);
  if v_unsealed > 0 then
    return -1;
  end if;
  insert into audit.archived (seal, subject, seq, hash, events)
    select s.number, p_subject, max(e.seq), (array_agg(e.hash order by e.seq desc))[1], count(*)
    from audit.event e join audit.seal s on e.position >= s.from_position and e.position < s.until_position
    where e.subject = p_subject and e.seq <= p_until group by s.number
    on conflict (seal, subject) do update set seq = excluded.seq, hash = excluded.hash, events = audit.archived.events + excluded.events;
  delete from audit.event where subject = p_subject and seq <= p_until;
  get diagnostics v_dropped = row_count;
  return v_dropped;
end $$;

-- Adds one event to its subject's chain: hash = sha256(previous hash || seq || at || kind || actor || body), fields joined by line feeds.
create or replace function audit.append(p_subject uuid, p_at timestamptz, p_kind text, p_actor text, p_body text) returns integer
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
  insert into audit.event (at, seq, subject, hash, kind, actor, body) values (p_at, v_seq, p_subject, v_hash, p_kind, audit.actor_bytes(p_actor), p_body);
  return v_seq;
end $$;

-- Adds one event to each of several chains in one statement; a subject stands once in the list. The same hash as audit.append.
-- p_events: [{subject, kind, actor, body}]
create or replace function audit.append_many(p_at timestamptz, p_events jsonb) returns void language plpgsql as $$
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
  insert into audit.event (at, seq, subject, hash, kind, actor, body) select p_at, seq, subject, hash, kind, audit.actor_bytes(actor), body from chained;
end $$;

insert into audit.event (position, at, tx, seq, subject, hash, kind, actor, body)
  select position, at, tx, seq, subject, hash, kind, audit.actor_bytes(actor), body from audit.event_whole order by position;
select setval('audit.position', greatest(coalesce((select max(position) from audit.event_whole), 0), 1), exists (select 1 from audit.event_whole));
drop table audit.event_whole;
-- those to come are made by the running product
select audit.keep_months(-1);
