-- Public discussions of drafts and of acts in force: texts, comments, answers. A discussion with one comment that lacks
-- an answer can't be closed; the tables themselves refuse it, whoever writes and in whatever order.
create schema consultation;

create table consultation.discussion (
  id uuid primary key,
  -- whose act it is
  body text not null,
  -- a draft, or an act in force that is opened for review
  kind text not null check (kind in ('draft', 'review')),
  title text not null,
  language text not null,
  -- explanatory note, and what the act costs businesses by the Standard Cost Model
  note text not null,
  costs jsonb not null default '[]',
  opened_at timestamptz not null,
  -- comments are taken until then; answers come after as well
  until timestamptz not null check (until > opened_at),
  opened_by uuid not null,
  -- number of the text that is discussed now
  version integer not null default 1,
  state text not null default 'open' check (state in ('open', 'closed')),
  closed_at timestamptz,
  closed_by uuid,
  -- RFC 6962 root over the leaves of the record, in hexadecimal
  root text,
  check ((state = 'closed') = (closed_at is not null))
);
create index discussion_open on consultation.discussion (state, until, id);
create index discussion_body on consultation.discussion (body, opened_at);

-- 0 is the act in force, where there is one; 1, 2 … are the texts in discussion
create table consultation.text (
  discussion uuid not null references consultation.discussion (id),
  number integer not null check (number >= 0),
  -- Akoma Ntoso (OASIS LegalDocML)
  akn text not null,
  at timestamptz not null,
  -- what changed and why, in words
  note text not null default '',
  primary key (discussion, number)
);

-- One answer to one comment, or to all of a group. It is never changed: whoever was told it was told this.
create table consultation.answer (
  discussion uuid not null references consultation.discussion (id),
  id uuid not null,
  outcome text not null check (outcome in ('accepted', 'in-part', 'not-accepted', 'outside')),
  reason text not null check (length(btrim(reason)) >= 20),
  -- the same words fold to the same hash: repeated reasons are shown as repeated
  reason_hash text not null,
  -- what was changed because of it: the text and its article
  change_version integer,
  change_unit text,
  given_by uuid not null,
  given_by_name text not null,
  at timestamptz not null,
  primary key (discussion, id),
  check ((outcome in ('accepted', 'in-part')) or (change_version is null and change_unit is null)),
  check ((change_version is null) = (change_unit is null))
);
create index answer_reason on consultation.answer (discussion, reason_hash);

create table consultation.comment (
  discussion uuid not null references consultation.discussion (id),
  id uuid not null,
  -- which text was read, and what of it is meant: the whole, an article, or a passage of it
  version integer not null,
  unit text,
  passage_from integer,
  passage_until integer,
  passage text,
  words text not null check (length(btrim(words)) > 0),
  proposal text,
  language text not null,
  author uuid,
  -- as the person wishes to be shown; null: without a name
  author_name text,
  -- the business that is spoken for
  business text,
  at timestamptz not null,
  -- null until a comment sent with an e-mail address is confirmed: till then it counts for nothing
  confirmed_at timestamptz,
  supported integer not null default 0,
  hidden_reason text,
  answer uuid,
  -- what the leaf of the record hides: without it nobody can try out what a removed text said
  salt text not null,
  -- one of 16 counters it is counted in
  shard smallint not null generated always as (get_byte(uuid_send(id), 15) % 16) stored,
  awaits boolean not null generated always as (confirmed_at is not null and answer is null) stored,
  primary key (discussion, id),
  foreign key (discussion, version) references consultation.text (discussion, number),
  foreign key (discussion, answer) references consultation.answer (discussion, id),
  check ((passage is null) = (passage_from is null) and (passage is null) = (passage_until is null)),
  check (passage is null or unit is not null)
);
create index comment_unit on consultation.comment (discussion, unit, id) where confirmed_at is not null;
create index comment_awaits on consultation.comment (discussion, id) where awaits;
create index comment_author on consultation.comment (author, id);
create index comment_answer on consultation.comment (discussion, answer) where answer is not null;

-- A person supports a comment once.
create table consultation.support (
  discussion uuid not null,
  comment uuid not null,
  person uuid not null,
  at timestamptz not null,
  primary key (discussion, comment, person),
  foreign key (discussion, comment) references consultation.comment (discussion, id)
);

-- How many comments a discussion has and how many wait, in 16 rows, so that comments that come at once do not wait for
-- each other. Closing sets `closed` on all 16: a comment without an answer is then refused by the check, be it there
-- before or coming after, under every level of isolation.
create table consultation.shard (
  discussion uuid not null references consultation.discussion (id),
  number smallint not null check (number between 0 and 15),
  comments integer not null default 0 check (comments >= 0),
  awaiting integer not null default 0 check (awaiting >= 0),
  closed boolean not null default false,
  primary key (discussion, number),
  constraint closed_is_answered check (not closed or awaiting = 0)
);

create function consultation.make_shards() returns trigger language plpgsql as $$
begin
  if new.state <> 'open' then raise exception 'a discussion begins open' using errcode = '23514'; end if;
  insert into consultation.shard (discussion, number) select new.id, n from generate_series(0, 15) n;
  return null;
end $$;
create trigger make_shards after insert on consultation.discussion for each row execute function consultation.make_shards();

create function consultation.close_shards() returns trigger language plpgsql as $$
declare closed integer;
begin
  if old.state = 'closed' then
    raise exception 'what is closed stays as it is' using errcode = '23514', constraint = 'closed_for_good';
  end if;
  if new.state = 'closed' then
    perform 1 from consultation.shard where discussion = new.id order by number for update;
    update consultation.shard set closed = true where discussion = new.id;
    get diagnostics closed = row_count;
    if closed <> 16 or exists (select 1 from consultation.comment where discussion = new.id and awaits) then
      raise exception 'a comment lacks an answer' using errcode = '23514', constraint = 'closed_is_answered';
    end if;
  end if;
  return new;
end $$;
create trigger close_shards before update on consultation.discussion for each row execute function consultation.close_shards();

create function consultation.keep_closed() returns trigger language plpgsql as $$
begin
  if old.closed and not new.closed then
    raise exception 'what is closed stays closed' using errcode = '23514', constraint = 'closed_for_good';
  end if;
  return new;
end $$;
create trigger keep_closed before update on consultation.shard for each row execute function consultation.keep_closed();

-- Statements, not rows, are counted: a batch of comments, or one answer to thousands, changes each counter once. The
-- counters are locked in their order, so that two batches never wait for each other crosswise.
create function consultation.count_added() returns trigger language plpgsql as $$
begin
  perform 1 from consultation.shard s where (s.discussion, s.number) in (select discussion, shard from added)
    order by s.discussion, s.number for update;
  update consultation.shard s set comments = s.comments + d.comments, awaiting = s.awaiting + d.awaiting
    from (select discussion, shard, count(*) as comments, count(*) filter (where awaits) as awaiting
      from added group by discussion, shard) d
    where s.discussion = d.discussion and s.number = d.shard;
  return null;
end $$;
create trigger count_added after insert on consultation.comment
  referencing new table as added for each statement execute function consultation.count_added();

create function consultation.count_changed() returns trigger language plpgsql as $$
begin
  if exists (select discussion, id from before except select discussion, id from after) then
    raise exception 'a comment stays where it is' using errcode = '23514', constraint = 'comment_stays';
  end if;
  if exists (select 1 from before b join after a using (discussion, id)
      where b.answer is not null and a.answer is distinct from b.answer) then
    raise exception 'a comment is answered once' using errcode = '23514', constraint = 'answered_once';
  end if;
  if exists (select 1 from before b join after a using (discussion, id)
      where a.words <> b.words or a.salt <> b.salt or a.proposal is distinct from b.proposal) then
    raise exception 'the words of a comment stay' using errcode = '23514', constraint = 'comment_stays';
  end if;
  perform 1 from consultation.shard s
    where (s.discussion, s.number) in (select a.discussion, a.shard from before b join after a using (discussion, id) where a.awaits <> b.awaits)
    order by s.discussion, s.number for update;
  update consultation.shard s set awaiting = s.awaiting + d.awaiting
    from (select a.discussion, a.shard, sum(a.awaits::int - b.awaits::int) as awaiting
      from before b join after a using (discussion, id) where a.awaits <> b.awaits group by a.discussion, a.shard) d
    where s.discussion = d.discussion and s.number = d.shard;
  return null;
end $$;
create trigger count_changed after update on consultation.comment
  referencing old table as before new table as after for each statement execute function consultation.count_changed();

create function consultation.refuse_loss() returns trigger language plpgsql as $$
begin
  raise exception 'comments, answers and what counts them are never removed' using errcode = '23514', constraint = 'never_removed';
end $$;
create trigger refuse_loss before delete or truncate on consultation.comment for each statement execute function consultation.refuse_loss();
create trigger refuse_loss before delete or truncate or update on consultation.answer for each statement execute function consultation.refuse_loss();
create trigger refuse_loss before delete or truncate on consultation.shard for each statement execute function consultation.refuse_loss();
create trigger refuse_loss before delete or truncate on consultation.discussion for each statement execute function consultation.refuse_loss();
