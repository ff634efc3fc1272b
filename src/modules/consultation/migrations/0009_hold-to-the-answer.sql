-- What was accepted names its change of the text before the discussion closes, or says openly what is still owed; a
-- discussion is not closed before its term; and what a person said, and what was answered, stays as it was in every
-- column that the record holds.

-- What a text says to a reader: blanks, and letters that nobody sees, are taken out.
create function consultation.visible(said text) returns text language sql immutable parallel safe as $$
  select translate(said, E' \t\n\r\f\u000B\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180E\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u200C\u200D\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u202F\u205F\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u2800\u3000\u3164\uFEFF\uFFA0', '')
$$;
-- How many letters it has, punctuation left out as well: a row of dots gives no reason.
create function consultation.letters(said text) returns integer language sql immutable parallel safe as $$
  select length(translate(consultation.visible(said), E'.,:;!?*_-+=~|/\\\\#@%^&<>()[]{}"''`\u2026\u2010\u2011\u2012\u2013\u2014\u2015\u2018\u2019\u201C\u201D\u201E\u00AB\u00BB\u2022\u00B7', ''))
$$;

-- Not valid: what was written before these rules stays as it is.
alter table consultation.comment add constraint words_are_seen
  -- looked at up to the first letter that is seen: comments come by thousands
  check (words ~ '[^\s\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180E\u2000-\u200F\u2028-\u202F\u205F-\u2064\u2066-\u206F\u2800\u3000\u3164\uFEFF\uFFA0]') not valid;
alter table consultation.comment add constraint hidden_for_a_listed_reason
  check (hidden_reason is null or hidden_reason in ('insult', 'personal-data', 'advertising', 'violence')) not valid;
alter table consultation.answer add constraint reason_says_something check (consultation.letters(reason) >= 10) not valid;
alter table consultation.hiding add constraint decision_says_why
  check (decision is null or consultation.letters(decision_reason) >= 10) not valid;

-- what of the text will change, where and by when: told to everybody while the change itself is not there yet
alter table consultation.answer add column owed text;
alter table consultation.answer add constraint owed_says_what
  check (owed is null or (outcome in ('accepted', 'in-part') and consultation.letters(owed) >= 10));
create index answer_owing on consultation.answer (discussion, id)
  where outcome in ('accepted', 'in-part') and change_version is null;

-- An answer stays as it was given. While the discussion is open, the change that came of it is added once, and what is
-- owed is said once.
drop trigger refuse_loss on consultation.answer;
create trigger refuse_loss before delete or truncate on consultation.answer for each statement execute function consultation.refuse_loss();
create function consultation.keep_answer() returns trigger language plpgsql as $$
begin
  if (to_jsonb(old) - '{change_version,change_unit,owed}'::text[]) is distinct from (to_jsonb(new) - '{change_version,change_unit,owed}'::text[])
    or (old.change_version is not null and (new.change_version, new.change_unit) is distinct from (old.change_version, old.change_unit))
    or (old.owed is not null and new.owed is distinct from old.owed) then
    raise exception 'an answer stays as it was given' using errcode = '23514', constraint = 'answer_stays';
  end if;
  perform 1 from consultation.discussion where id = new.discussion and state = 'open' for share;
  if not found then
    raise exception 'what is closed stays as it is' using errcode = '23514', constraint = 'closed_for_good';
  end if;
  return new;
end $$;
create trigger keep_answer before update on consultation.answer for each row execute function consultation.keep_answer();

create index pending_discussion on consultation.pending (discussion, expires_at) where became is null;

create or replace function consultation.close_shards() returns trigger language plpgsql as $$
declare closed integer;
begin
  if old.state = 'closed' then
    raise exception 'what is closed stays as it is' using errcode = '23514', constraint = 'closed_for_good';
  end if;
  if new.until < old.until then
    raise exception 'the term for comments is not cut short' using errcode = '23514', constraint = 'term_stays';
  end if;
  if new.state = 'closed' then
    perform 1 from consultation.shard where discussion = new.id order by number for update;
    update consultation.shard set closed = true where discussion = new.id;
    get diagnostics closed = row_count;
    if closed <> 16 or exists (select 1 from consultation.comment where discussion = new.id and awaits) then
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

-- A comment that brings its answer along does not slip into what is closed either.
create or replace function consultation.keep_closed() returns trigger language plpgsql as $$
begin
  if old.closed and (not new.closed or new.comments <> old.comments) then
    raise exception 'what is closed stays closed' using errcode = '23514', constraint = 'closed_for_good';
  end if;
  return new;
end $$;

-- Whose a comment is, of when, on what, and that it counts, stays as its words do: a receipt promises it.
drop trigger comment_stays on consultation.comment;
create trigger comment_stays after update on consultation.comment for each row
  when (old.discussion <> new.discussion or old.id <> new.id or old.words <> new.words or old.salt <> new.salt
    or old.proposal is distinct from new.proposal or old.at <> new.at or old.version <> new.version
    or old.unit is distinct from new.unit or old.passage is distinct from new.passage
    or old.passage_from is distinct from new.passage_from or old.passage_until is distinct from new.passage_until
    or old.author is distinct from new.author or old.author_name is distinct from new.author_name
    or old.business is distinct from new.business or old.language <> new.language
    or (old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at))
  execute function consultation.refuse_change('comment_stays', 'a comment and its words stay');

-- What is hidden stands with its reason and who did it; an appeal is granted once and for all.
create function consultation.hide_by_the_book() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from consultation.hiding h
      where h.discussion = new.discussion and h.comment = new.id and h.reason = new.hidden_reason and h.decision is distinct from 'lifted') then
    raise exception 'a comment is hidden only with its entry' using errcode = '23514', constraint = 'hidden_by_the_book';
  end if;
  return new;
end $$;
create trigger hide_by_the_book before update of hidden_reason on consultation.comment for each row
  when (new.hidden_reason is not null) execute function consultation.hide_by_the_book();
create trigger hide_by_the_book_at_once before insert on consultation.comment for each row
  when (new.hidden_reason is not null) execute function consultation.hide_by_the_book();
create trigger refuse_loss before delete or truncate on consultation.hiding for each statement execute function consultation.refuse_loss();
create trigger hiding_stays before update on consultation.hiding for each row
  when (old.discussion <> new.discussion or old.comment <> new.comment or old.reason <> new.reason
    or old.hidden_by <> new.hidden_by or old.hidden_at <> new.hidden_at
    or (old.appeal is not null and new.appeal is distinct from old.appeal)
    or (old.decision is not null and (new.decision is distinct from old.decision or new.decision_reason is distinct from old.decision_reason)))
  execute function consultation.refuse_change('hiding_stays', 'a hiding, its appeal and its decision stay');

-- A text that people commented on is never another.
create trigger refuse_loss before update or delete or truncate on consultation.text for each statement execute function consultation.refuse_loss();
-- how many people stand behind a group of comments
alter table consultation.comment_group add column people integer;

-- A person supports a comment once, and it stays.
create trigger refuse_loss before update or delete or truncate on consultation.support for each statement execute function consultation.refuse_loss();
