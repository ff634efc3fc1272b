-- Comments that come at once wait for nobody. A comment is counted in the row of the session that brings it, not in one
-- that its id names: sessions that write side by side move counters of their own, a batch moves one, and the rule that
-- refuses to close stays what it was, a check on each row, under every level of isolation.
alter table consultation.comment alter column shard drop expression;
alter table consultation.comment alter column shard set default (pg_backend_pid() % 32);

alter table consultation.shard drop constraint shard_number_check;
alter table consultation.shard add constraint shard_number_check check (number between 0 and 31);
alter table consultation.shard set (fillfactor = 50);
-- the text of now stands with each counter: whoever moves it sees at once which one that is
alter table consultation.shard add column version integer not null default 1;
insert into consultation.shard (discussion, number)
  select d.id, n from consultation.discussion d cross join generate_series(16, 31) n where d.state = 'open';
update consultation.shard s set version = d.version from consultation.discussion d where d.id = s.discussion and d.version <> 1;

create or replace function consultation.make_shards() returns trigger language plpgsql as $$
begin
  if new.state <> 'open' then raise exception 'a discussion begins open' using errcode = '23514'; end if;
  insert into consultation.shard (discussion, number, version) select new.id, n, new.version from generate_series(0, 31) n;
  return null;
end $$;

create or replace function consultation.close_shards() returns trigger language plpgsql as $$
declare closed integer;
begin
  if old.state = 'closed' then
    raise exception 'what is closed stays as it is' using errcode = '23514', constraint = 'closed_for_good';
  end if;
  if new.until < old.until then
    raise exception 'the term for comments is not cut short' using errcode = '23514', constraint = 'term_stays';
  end if;
  if new.version <> old.version then
    perform 1 from consultation.shard where discussion = new.id order by number for update;
    update consultation.shard set version = new.version where discussion = new.id;
  end if;
  if new.state = 'closed' then
    perform 1 from consultation.shard where discussion = new.id order by number for update;
    update consultation.shard set closed = true where discussion = new.id;
    get diagnostics closed = row_count;
    if closed <> 32 or exists (select 1 from consultation.comment where discussion = new.id and awaits) then
      raise exception 'a comment lacks an answer' using errcode = '23514', constraint = 'closed_is_answered';
    end if;
    if exists (select 1 from consultation.answer
        where discussion = new.id and outcome in ('accepted', 'in-part') and change_version is null and owed is null) then
      raise exception 'what was accepted names no change' using errcode = '23514', constraint = 'accepted_is_changed';
    end if;
    if new.closed_at < new.until then
      raise exception 'comments are still taken' using errcode = '23514', constraint = 'closed_after_term';
    end if;
    -- sent in time, and its author was told until when the link of the letter is good
    if exists (select 1 from consultation.pending
        where discussion = new.id and became is null and expires_at > new.closed_at) then
      raise exception 'letters are still out' using errcode = '23514', constraint = 'closed_after_letters';
    end if;
  end if;
  return new;
end $$;

-- Texts and answers are never removed: that a comment's are there is looked up once a statement, by the triggers that
-- count, in place of a foreign key that looks up, and locks, row by row.
alter table consultation.comment drop constraint comment_discussion_version_fkey;
alter table consultation.comment drop constraint comment_discussion_answer_fkey;

-- In which text the place of a comment was found when it came: where another was published meanwhile, it is found anew.
-- Whoever publishes holds a lock that comments share, so that each is either carried along or comes after.
alter table consultation.comment add column placed_on integer;

-- What comes in one statement is nearly always of one kind: rows that are counted alike are gone through as they stand,
-- and their counter is moved once. The rows end with one that is none, so that the last are counted too.
create or replace function consultation.count_added() returns trigger language plpgsql as $$
declare
  one record;
  v_discussion uuid;
  v_shard smallint;
  v_version integer;
  v_placed_on integer;
  held boolean;
  v_comments integer := 0;
  v_waits integer := 0;
begin
  for one in
    select discussion, shard, version, placed_on, awaits, answer from added
    union all select null, null, null, null, null, null
  loop
    if v_comments > 0 and (one.discussion is distinct from v_discussion or one.shard <> v_shard
        or one.version <> v_version or one.placed_on is distinct from v_placed_on) then
      if v_placed_on is not null then
        held := pg_advisory_xact_lock_shared(hashtextextended('consultation.text ' || v_discussion, 0)) is null;
      end if;
      -- read after that lock was waited for; the texts are numbered from 1 to that of now
      update consultation.shard s set comments = s.comments + v_comments, awaiting = s.awaiting + v_waits
        where s.discussion = v_discussion and s.number = v_shard and v_version between 1 and s.version
          and (v_placed_on is null or s.version = v_placed_on);
      if not found then
        if exists (select from consultation.text t where t.discussion = v_discussion and t.number = v_version) then
          -- the transaction is tried again, and finds the place in the text of now
          raise exception 'another text was published meanwhile' using errcode = '40001', constraint = 'placed_in_the_text_of_now';
        end if;
        raise exception 'a comment is made on a text of a discussion' using errcode = '23503', constraint = 'comment_has_its_text';
      end if;
      v_comments := 0;
      v_waits := 0;
    end if;
    if one.answer is not null
      and not exists (select from consultation.answer a where a.discussion = one.discussion and a.id = one.answer) then
      raise exception 'there is no such answer' using errcode = '23503', constraint = 'comment_has_its_answer';
    end if;
    v_discussion := one.discussion;
    v_shard := one.shard;
    v_version := one.version;
    v_placed_on := one.placed_on;
    v_comments := v_comments + 1;
    v_waits := v_waits + coalesce(one.awaits, false)::int;
  end loop;
  return null;
end $$;

create or replace function consultation.count_changed() returns trigger language plpgsql as $$
declare moved record;
begin
  if exists (select from (select distinct discussion, answer from after where answer is not null) given
      where not exists (select from consultation.answer a where a.discussion = given.discussion and a.id = given.answer)) then
    raise exception 'there is no such answer' using errcode = '23503', constraint = 'comment_has_its_answer';
  end if;
  for moved in
    select discussion, shard, sum(waits) as waits
    from (select discussion, shard, awaits::int as waits from after union all select discussion, shard, -awaits::int from before) t
    group by discussion, shard having sum(waits) <> 0 order by discussion, shard
  loop
    update consultation.shard s set awaiting = s.awaiting + moved.waits where s.discussion = moved.discussion and s.number = moved.shard;
  end loop;
  return null;
end $$;

-- asked only of what is closed: counters move with every comment
drop trigger keep_closed on consultation.shard;
drop function consultation.keep_closed();
create trigger keep_closed before update on consultation.shard for each row
  when (old.closed and (not new.closed or new.comments <> old.comments))
  execute function consultation.refuse_change('closed_for_good', 'what is closed stays closed');

-- where a comment is counted stays: its answer moves the same counter
create trigger counted_once after update on consultation.comment for each row when (old.shard <> new.shard)
  execute function consultation.refuse_change('comment_stays', 'a comment is counted where it was');

-- The first letters say already that something is seen: the rest is looked at only where they do not.
alter table consultation.comment drop constraint words_are_seen;
alter table consultation.comment add constraint words_are_seen
  check (left(words, 20) ~ '[^\s\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180E\u2000-\u200F\u2028-\u202F\u205F-\u2064\u2066-\u206F\u2800\u3000\u3164\uFEFF\uFFA0]'
    or words ~ '[^\s\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180E\u2000-\u200F\u2028-\u202F\u205F-\u2064\u2066-\u206F\u2800\u3000\u3164\uFEFF\uFFA0]') not valid;
