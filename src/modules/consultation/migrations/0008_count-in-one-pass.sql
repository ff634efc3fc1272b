-- What of a comment stays is watched over row by row, by a comparison that calls nothing while it holds: joining what was
-- with what is cost a group of thousands most of its answer's time. Counters move by differences, in one pass over each,
-- in the order of their rows, so that two who answer never wait for each other in a circle.
create function consultation.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%', tg_argv[1] using errcode = '23514', constraint = tg_argv[0];
end $$;

create trigger comment_stays after update on consultation.comment for each row
  when (old.discussion <> new.discussion or old.id <> new.id or old.words <> new.words or old.salt <> new.salt
    or old.proposal is distinct from new.proposal)
  execute function consultation.refuse_change('comment_stays', 'a comment and its words stay');

create trigger answered_once after update on consultation.comment for each row
  when (old.answer is not null and new.answer is distinct from old.answer)
  execute function consultation.refuse_change('answered_once', 'a comment is answered once');

create or replace function consultation.count_changed() returns trigger language plpgsql as $$
declare moved record;
begin
  for moved in
    select discussion, shard, sum(waits) as waits
    from (select discussion, shard, awaits::int as waits from after union all select discussion, shard, -awaits::int from before) t
    group by discussion, shard having sum(waits) <> 0 order by discussion, shard
  loop
    update consultation.shard s set awaiting = s.awaiting + moved.waits where s.discussion = moved.discussion and s.number = moved.shard;
  end loop;
  return null;
end $$;

create or replace function consultation.count_added() returns trigger language plpgsql as $$
declare more record;
begin
  for more in
    select discussion, shard, count(*) as comments, count(*) filter (where awaits) as waits
    from added group by discussion, shard order by discussion, shard
  loop
    update consultation.shard s set comments = s.comments + more.comments, awaiting = s.awaiting + more.waits
      where s.discussion = more.discussion and s.number = more.shard;
  end loop;
  return null;
end $$;

-- its text belongs to the discussion already
alter table consultation.comment drop constraint comment_discussion_fkey;

-- how many of a group wait is read from this alone
create index comment_group_waits on consultation.comment (discussion, group_id) where awaits and group_id is not null;
