-- The schema consultation as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema consultation;

CREATE OR REPLACE FUNCTION consultation.close_shards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION consultation.count_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION consultation.count_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION consultation.hide_by_the_book()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select 1 from consultation.hiding h
      where h.discussion = new.discussion and h.comment = new.id and h.reason = new.hidden_reason and h.decision is distinct from 'lifted') then
    raise exception 'a comment is hidden only with its entry' using errcode = '23514', constraint = 'hidden_by_the_book';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION consultation.keep_answer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (to_jsonb(old) - '{change_version,change_unit,owed,owed_by}'::text[])
      is distinct from (to_jsonb(new) - '{change_version,change_unit,owed,owed_by}'::text[])
    or (old.change_version is not null and (new.change_version, new.change_unit) is distinct from (old.change_version, old.change_unit))
    or (old.owed is not null and (new.owed, new.owed_by) is distinct from (old.owed, old.owed_by)) then
    raise exception 'an answer stays as it was given' using errcode = '23514', constraint = 'answer_stays';
  end if;
  perform 1 from consultation.discussion where id = new.discussion and state = 'open' for share;
  if not found then
    raise exception 'what is closed stays as it is' using errcode = '23514', constraint = 'closed_for_good';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION consultation.letters(said text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select length(translate(consultation.visible(said), E'.,:;!?*_-+=~|/\\\\#@%^&<>()[]{}"''`\u2026\u2010\u2011\u2012\u2013\u2014\u2015\u2018\u2019\u201C\u201D\u201E\u00AB\u00BB\u2022\u00B7', ''))
$function$;

CREATE OR REPLACE FUNCTION consultation.make_shards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.state <> 'open' then raise exception 'a discussion begins open' using errcode = '23514'; end if;
  insert into consultation.shard (discussion, number, version) select new.id, n, new.version from generate_series(0, 31) n;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION consultation.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '%', tg_argv[1] using errcode = '23514', constraint = tg_argv[0];
end $function$;

CREATE OR REPLACE FUNCTION consultation.refuse_loss()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'comments, answers and what counts them are never removed' using errcode = '23514', constraint = 'never_removed';
end $function$;

CREATE OR REPLACE FUNCTION consultation.visible(said text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select translate(said, E' \t\n\r\f\u000B\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180E\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u200C\u200D\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u202F\u205F\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u2800\u3000\u3164\uFEFF\uFFA0', '')
$function$;

create table consultation.answer (
  discussion uuid not null,
  id uuid not null,
  outcome text not null,
  reason text not null,
  reason_hash text not null,
  change_version integer,
  change_unit text,
  given_by uuid not null,
  given_by_name text not null,
  at timestamp with time zone not null,
  comments integer not null,
  owed text,
  owed_by date,
  constraint answer_pkey PRIMARY KEY (discussion, id),
  constraint answer_check CHECK (((outcome = ANY (ARRAY['accepted'::text, 'in-part'::text])) OR ((change_version IS NULL) AND (change_unit IS NULL)))),
  constraint answer_check1 CHECK (((change_version IS NULL) = (change_unit IS NULL))),
  constraint answer_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'in-part'::text, 'not-accepted'::text, 'outside'::text]))),
  constraint answer_reason_check CHECK ((length(btrim(reason)) >= 20)),
  constraint owed_by_says_what CHECK (((owed_by IS NULL) OR (owed IS NOT NULL))),
  constraint owed_says_what CHECK (((owed IS NULL) OR ((outcome = ANY (ARRAY['accepted'::text, 'in-part'::text])) AND (consultation.letters(owed) >= 10))))
);

create table consultation.comment (
  discussion uuid not null,
  id uuid not null,
  version integer not null,
  unit text,
  passage_from integer,
  passage_until integer,
  passage text,
  words text not null,
  proposal text,
  language text not null,
  author uuid,
  author_name text,
  business text,
  at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  supported integer not null default 0,
  hidden_reason text,
  answer uuid,
  salt text not null,
  shard smallint not null default (pg_backend_pid() % 32),
  awaits boolean not null generated always as (((confirmed_at IS NOT NULL) AND (answer IS NULL))) stored,
  place_unit text,
  place_from integer,
  place_until integer,
  place_state text not null default 'same'::text,
  place_instead text,
  signature bytea,
  content bytea,
  group_id uuid,
  placed_on integer,
  constraint comment_pkey PRIMARY KEY (discussion, id),
  constraint comment_check CHECK ((((passage IS NULL) = (passage_from IS NULL)) AND ((passage IS NULL) = (passage_until IS NULL)))),
  constraint comment_check1 CHECK (((passage IS NULL) OR (unit IS NOT NULL))),
  constraint comment_place_state_check CHECK ((place_state = ANY (ARRAY['same'::text, 'changed'::text, 'gone'::text])))
);

create table consultation.comment_group (
  discussion uuid not null,
  id uuid not null,
  state text not null,
  members integer not null,
  revision integer not null default 1,
  confirmed_by uuid,
  confirmed_at timestamp with time zone,
  people integer,
  constraint comment_group_pkey PRIMARY KEY (discussion, id),
  constraint comment_group_members_check CHECK ((members > 0)),
  constraint comment_group_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'confirmed'::text])))
);

create table consultation.correspondent (
  id uuid not null,
  email text not null,
  name text not null,
  language text not null,
  constraint correspondent_pkey PRIMARY KEY (id),
  constraint correspondent_email_key UNIQUE (email)
);

create table consultation.discussion (
  id uuid not null,
  body text not null,
  kind text not null,
  title text not null,
  language text not null,
  note text not null,
  costs jsonb not null default '[]'::jsonb,
  opened_at timestamp with time zone not null,
  until timestamp with time zone not null,
  opened_by uuid not null,
  version integer not null default 1,
  state text not null default 'open'::text,
  closed_at timestamp with time zone,
  closed_by uuid,
  root text,
  record_format smallint not null default 1,
  amendment uuid,
  constraint discussion_pkey PRIMARY KEY (id),
  constraint discussion_check CHECK ((until > opened_at)),
  constraint discussion_check1 CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
  constraint discussion_kind_check CHECK ((kind = ANY (ARRAY['draft'::text, 'review'::text]))),
  constraint discussion_record_format_check CHECK ((record_format = ANY (ARRAY[1, 2]))),
  constraint discussion_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);

create table consultation.entered (
  discussion uuid not null,
  comment uuid not null,
  source text not null,
  origin text not null,
  received date not null,
  entered_by uuid not null,
  entered_by_name text not null,
  at timestamp with time zone not null,
  constraint entered_pkey PRIMARY KEY (discussion, comment),
  constraint entered_origin_check CHECK ((consultation.letters(origin) >= 2)),
  constraint entered_source_check CHECK ((source = ANY (ARRAY['paper'::text, 'portal'::text])))
);

create table consultation.hiding (
  discussion uuid not null,
  comment uuid not null,
  reason text not null,
  hidden_by uuid not null,
  hidden_at timestamp with time zone not null,
  appeal text,
  appealed_at timestamp with time zone,
  decision text,
  decision_reason text,
  decided_by uuid,
  decided_at timestamp with time zone,
  constraint hiding_pkey PRIMARY KEY (discussion, comment),
  constraint hiding_check CHECK (((appeal IS NULL) = (appealed_at IS NULL))),
  constraint hiding_check1 CHECK ((((decision IS NULL) = (decided_at IS NULL)) AND ((decision IS NULL) OR ((appeal IS NOT NULL) AND (length(btrim(decision_reason)) >= 20))))),
  constraint hiding_check2 CHECK (((decided_by IS NULL) OR (decided_by <> hidden_by))),
  constraint hiding_decision_check CHECK ((decision = ANY (ARRAY['upheld'::text, 'lifted'::text]))),
  constraint hiding_reason_check CHECK ((reason = ANY (ARRAY['insult'::text, 'personal-data'::text, 'advertising'::text, 'violence'::text])))
);

create table consultation.holder (
  token_hash bytea not null,
  discussion uuid not null,
  comment uuid not null,
  at timestamp with time zone not null,
  constraint holder_pkey PRIMARY KEY (token_hash)
);

create table consultation.owed_dispute (
  discussion uuid not null,
  answer uuid not null,
  person uuid not null,
  person_name text,
  why text not null,
  at timestamp with time zone not null,
  statement integer not null default 0,
  constraint owed_dispute_pkey PRIMARY KEY (discussion, answer, statement, person),
  constraint owed_dispute_why_check CHECK ((consultation.letters(why) >= 10))
);

create table consultation.owed_done (
  discussion uuid not null,
  answer uuid not null,
  what text not null,
  said_by uuid not null,
  said_by_name text not null,
  at timestamp with time zone not null,
  seen_discussion uuid,
  seen_version integer,
  seen_unit text,
  address text,
  number integer not null default 0,
  answers integer generated always as (
CASE
    WHEN (number > 0) THEN (number - 1)
    ELSE NULL::integer
END) stored,
  answers_person uuid,
  constraint owed_done_pkey PRIMARY KEY (discussion, answer, number),
  constraint answers_a_dispute CHECK (((number > 0) = (answers_person IS NOT NULL))),
  constraint owed_done_number_check CHECK ((number >= 0)),
  constraint owed_done_what_check CHECK ((consultation.letters(what) >= 10))
);

create table consultation.pending (
  token_hash bytea not null,
  discussion uuid not null,
  email text not null,
  name text not null,
  comment jsonb not null,
  language text not null,
  at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  nonce text not null,
  became uuid,
  constraint pending_pkey PRIMARY KEY (token_hash),
  constraint pending_nonce_key UNIQUE (nonce)
);

create table consultation.puzzle_key (
  key bytea not null,
  one boolean not null default true,
  constraint puzzle_key_pkey PRIMARY KEY (one),
  constraint puzzle_key_one_check CHECK (one)
);

create table consultation.receipt_key (
  seed bytea not null,
  one boolean not null default true,
  constraint receipt_key_pkey PRIMARY KEY (one),
  constraint receipt_key_one_check CHECK (one),
  constraint receipt_key_seed_check CHECK ((length(seed) = 32))
);

create table consultation.shard (
  discussion uuid not null,
  number smallint not null,
  comments integer not null default 0,
  awaiting integer not null default 0,
  closed boolean not null default false,
  version integer not null default 1,
  constraint shard_pkey PRIMARY KEY (discussion, number),
  constraint closed_is_answered CHECK (((NOT closed) OR (awaiting = 0))),
  constraint shard_awaiting_check CHECK ((awaiting >= 0)),
  constraint shard_comments_check CHECK ((comments >= 0)),
  constraint shard_number_check CHECK (((number >= 0) AND (number <= 31)))
) with (fillfactor = 50);

create table consultation.subscription (
  id uuid not null,
  discussion uuid,
  email text not null,
  language text not null,
  secret text not null,
  at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  nonce text not null,
  constraint subscription_pkey PRIMARY KEY (id),
  constraint subscription_discussion_email_key UNIQUE NULLS NOT DISTINCT (discussion, email),
  constraint subscription_nonce_key UNIQUE (nonce),
  constraint subscription_secret_key UNIQUE (secret)
);

create table consultation.support (
  discussion uuid not null,
  comment uuid not null,
  person uuid not null,
  at timestamp with time zone not null,
  constraint support_pkey PRIMARY KEY (discussion, comment, person)
);

create table consultation.text (
  discussion uuid not null,
  number integer not null,
  akn text not null,
  at timestamp with time zone not null,
  note text not null default ''::text,
  constraint text_pkey PRIMARY KEY (discussion, number),
  constraint text_number_check CHECK ((number >= 0))
);

CREATE INDEX answer_owed ON consultation.answer USING btree (owed_by, id) WHERE ((owed IS NOT NULL) AND (change_version IS NULL));

CREATE INDEX answer_owing ON consultation.answer USING btree (discussion, id) WHERE ((outcome = ANY (ARRAY['accepted'::text, 'in-part'::text])) AND (change_version IS NULL));

CREATE INDEX answer_reason ON consultation.answer USING btree (discussion, reason_hash);

CREATE INDEX comment_answer ON consultation.comment USING btree (discussion, answer) WHERE (answer IS NOT NULL);

CREATE INDEX comment_author ON consultation.comment USING btree (author, id);

CREATE INDEX comment_awaits ON consultation.comment USING btree (discussion, id) WHERE awaits;

CREATE INDEX comment_group_size ON consultation.comment_group USING btree (discussion, members DESC, id);

CREATE INDEX comment_group_waits ON consultation.comment USING btree (discussion, group_id) WHERE (awaits AND (group_id IS NOT NULL));

CREATE INDEX comment_of_group ON consultation.comment USING btree (discussion, group_id, id) WHERE (group_id IS NOT NULL);

CREATE INDEX comment_place ON consultation.comment USING btree (discussion, place_unit, id) WHERE (confirmed_at IS NOT NULL);

CREATE INDEX discussion_body ON consultation.discussion USING btree (body, opened_at);

CREATE INDEX discussion_open ON consultation.discussion USING btree (state, until, id);

CREATE INDEX hiding_appeal ON consultation.hiding USING btree (discussion, appealed_at) WHERE ((appeal IS NOT NULL) AND (decision IS NULL));

CREATE INDEX holder_comment ON consultation.holder USING btree (discussion, comment);

CREATE INDEX pending_discussion ON consultation.pending USING btree (discussion, expires_at) WHERE (became IS NULL);

CREATE INDEX pending_email ON consultation.pending USING btree (email, at);

CREATE INDEX pending_expires ON consultation.pending USING btree (expires_at);

CREATE INDEX subscription_told ON consultation.subscription USING btree (discussion, id) WHERE (confirmed_at IS NOT NULL);

alter table consultation.answer add constraint answer_discussion_fkey FOREIGN KEY (discussion) REFERENCES consultation.discussion(id);

alter table consultation.answer add constraint reason_says_something CHECK ((consultation.letters(reason) >= 10)) NOT VALID;

alter table consultation.comment add constraint hidden_for_a_listed_reason CHECK (((hidden_reason IS NULL) OR (hidden_reason = ANY (ARRAY['insult'::text, 'personal-data'::text, 'advertising'::text, 'violence'::text])))) NOT VALID;

alter table consultation.comment add constraint words_are_seen CHECK ((("left"(words, 20) ~ '[^\s\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180E\u2000-\u200F\u2028-\u202F\u205F-\u2064\u2066-\u206F\u2800\u3000\u3164\uFEFF\uFFA0]'::text) OR (words ~ '[^\s\u0001-\u0020\u007F-\u00A0\u00AD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180E\u2000-\u200F\u2028-\u202F\u205F-\u2064\u2066-\u206F\u2800\u3000\u3164\uFEFF\uFFA0]'::text))) NOT VALID;

alter table consultation.comment_group add constraint comment_group_discussion_fkey FOREIGN KEY (discussion) REFERENCES consultation.discussion(id);

alter table consultation.entered add constraint entered_discussion_comment_fkey FOREIGN KEY (discussion, comment) REFERENCES consultation.comment(discussion, id);

alter table consultation.hiding add constraint decision_says_why CHECK (((decision IS NULL) OR (consultation.letters(decision_reason) >= 10))) NOT VALID;

alter table consultation.hiding add constraint hiding_discussion_comment_fkey FOREIGN KEY (discussion, comment) REFERENCES consultation.comment(discussion, id);

alter table consultation.holder add constraint holder_discussion_comment_fkey FOREIGN KEY (discussion, comment) REFERENCES consultation.comment(discussion, id);

alter table consultation.owed_dispute add constraint owed_dispute_discussion_answer_statement_fkey FOREIGN KEY (discussion, answer, statement) REFERENCES consultation.owed_done(discussion, answer, number);

alter table consultation.owed_done add constraint done_is_shown CHECK ((((seen_discussion IS NULL) = (seen_version IS NULL)) AND ((seen_unit IS NULL) OR (seen_version IS NOT NULL)) AND ((number > 0) OR (seen_version IS NOT NULL) OR (address IS NOT NULL)) AND ((address IS NULL) OR (address ~ '^https://[^\s]+$'::text)))) NOT VALID;

alter table consultation.owed_done add constraint owed_done_discussion_answer_answers_answers_person_fkey FOREIGN KEY (discussion, answer, answers, answers_person) REFERENCES consultation.owed_dispute(discussion, answer, statement, person);

alter table consultation.owed_done add constraint owed_done_discussion_answer_fkey FOREIGN KEY (discussion, answer) REFERENCES consultation.answer(discussion, id);

alter table consultation.owed_done add constraint owed_done_seen_discussion_seen_version_fkey FOREIGN KEY (seen_discussion, seen_version) REFERENCES consultation.text(discussion, number);

alter table consultation.pending add constraint pending_discussion_fkey FOREIGN KEY (discussion) REFERENCES consultation.discussion(id);

alter table consultation.shard add constraint shard_discussion_fkey FOREIGN KEY (discussion) REFERENCES consultation.discussion(id);

alter table consultation.subscription add constraint subscription_discussion_fkey FOREIGN KEY (discussion) REFERENCES consultation.discussion(id);

alter table consultation.support add constraint support_discussion_comment_fkey FOREIGN KEY (discussion, comment) REFERENCES consultation.comment(discussion, id);

alter table consultation.text add constraint text_discussion_fkey FOREIGN KEY (discussion) REFERENCES consultation.discussion(id);

create view consultation.owed_said as
 SELECT DISTINCT ON (discussion, answer) discussion,
    answer,
    number,
    what,
    (EXISTS ( SELECT 1
           FROM consultation.owed_dispute p
          WHERE ((p.discussion = o.discussion) AND (p.answer = o.answer) AND (p.statement = o.number)))) AS disputed
   FROM consultation.owed_done o
  ORDER BY discussion, answer, number DESC;

CREATE TRIGGER answered_once AFTER UPDATE OF answer ON consultation.comment FOR EACH ROW WHEN (((old.answer IS NOT NULL) AND (new.answer IS DISTINCT FROM old.answer))) EXECUTE FUNCTION consultation.refuse_change('answered_once', 'a comment is answered once');

CREATE TRIGGER close_shards BEFORE UPDATE ON consultation.discussion FOR EACH ROW EXECUTE FUNCTION consultation.close_shards();

CREATE TRIGGER comment_stays AFTER UPDATE OF discussion, id, words, salt, proposal, at, version, unit, passage, passage_from, passage_until, author, author_name, business, language, confirmed_at ON consultation.comment FOR EACH ROW WHEN (((old.discussion <> new.discussion) OR (old.id <> new.id) OR (old.words <> new.words) OR (old.salt <> new.salt) OR (old.proposal IS DISTINCT FROM new.proposal) OR (old.at <> new.at) OR (old.version <> new.version) OR (old.unit IS DISTINCT FROM new.unit) OR (old.passage IS DISTINCT FROM new.passage) OR (old.passage_from IS DISTINCT FROM new.passage_from) OR (old.passage_until IS DISTINCT FROM new.passage_until) OR (old.author IS DISTINCT FROM new.author) OR (old.author_name IS DISTINCT FROM new.author_name) OR (old.business IS DISTINCT FROM new.business) OR (old.language <> new.language) OR ((old.confirmed_at IS NOT NULL) AND (new.confirmed_at IS DISTINCT FROM old.confirmed_at)))) EXECUTE FUNCTION consultation.refuse_change('comment_stays', 'a comment and its words stay');

CREATE TRIGGER count_added AFTER INSERT ON consultation.comment REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION consultation.count_added();

CREATE TRIGGER count_changed AFTER UPDATE ON consultation.comment REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION consultation.count_changed();

CREATE TRIGGER counted_once AFTER UPDATE OF shard ON consultation.comment FOR EACH ROW WHEN ((old.shard <> new.shard)) EXECUTE FUNCTION consultation.refuse_change('comment_stays', 'a comment is counted where it was');

CREATE TRIGGER hide_by_the_book BEFORE UPDATE OF hidden_reason ON consultation.comment FOR EACH ROW WHEN ((new.hidden_reason IS NOT NULL)) EXECUTE FUNCTION consultation.hide_by_the_book();

CREATE TRIGGER hide_by_the_book_at_once BEFORE INSERT ON consultation.comment FOR EACH ROW WHEN ((new.hidden_reason IS NOT NULL)) EXECUTE FUNCTION consultation.hide_by_the_book();

CREATE TRIGGER hiding_stays BEFORE UPDATE ON consultation.hiding FOR EACH ROW WHEN (((old.discussion <> new.discussion) OR (old.comment <> new.comment) OR (old.reason <> new.reason) OR (old.hidden_by <> new.hidden_by) OR (old.hidden_at <> new.hidden_at) OR ((old.appeal IS NOT NULL) AND (new.appeal IS DISTINCT FROM old.appeal)) OR ((old.decision IS NOT NULL) AND ((new.decision IS DISTINCT FROM old.decision) OR (new.decision_reason IS DISTINCT FROM old.decision_reason))))) EXECUTE FUNCTION consultation.refuse_change('hiding_stays', 'a hiding, its appeal and its decision stay');

CREATE TRIGGER keep_answer BEFORE UPDATE ON consultation.answer FOR EACH ROW EXECUTE FUNCTION consultation.keep_answer();

CREATE TRIGGER keep_closed BEFORE UPDATE ON consultation.shard FOR EACH ROW WHEN ((old.closed AND ((NOT new.closed) OR (new.comments <> old.comments)))) EXECUTE FUNCTION consultation.refuse_change('closed_for_good', 'what is closed stays closed');

CREATE TRIGGER make_shards AFTER INSERT ON consultation.discussion FOR EACH ROW EXECUTE FUNCTION consultation.make_shards();

CREATE TRIGGER refuse_loss BEFORE DELETE OR TRUNCATE ON consultation.answer FOR EACH STATEMENT EXECUTE FUNCTION consultation.refuse_loss();

CREATE TRIGGER refuse_loss BEFORE DELETE OR TRUNCATE ON consultation.comment FOR EACH STATEMENT EXECUTE FUNCTION consultation.refuse_loss();

CREATE TRIGGER refuse_loss BEFORE DELETE OR TRUNCATE ON consultation.discussion FOR EACH STATEMENT EXECUTE FUNCTION consultation.refuse_loss();

CREATE TRIGGER refuse_loss BEFORE DELETE OR UPDATE OR TRUNCATE ON consultation.entered FOR EACH STATEMENT EXECUTE FUNCTION consultation.refuse_loss();

CREATE TRIGGER refuse_loss BEFORE DELETE OR TRUNCATE ON consultation.hiding FOR EACH STATEMENT EXECUTE FUNCTION consultation.refuse_loss();

CREATE TRIGGER refuse_loss BEFORE DELETE OR UPDATE OR TRUNCATE ON consultation.owed_dispute FOR EACH STATEMENT EXECUTE FUNCTION consultation.refuse_loss();

CREATE TRIGGER refuse_loss BEFORE DELETE OR UPDATE OR TRUNCATE ON consultation.owed_done FOR EACH STATEMENT EXECUTE FUNCTION consultation.refuse_loss();

CREATE TRIGGER refuse_loss BEFORE DELETE OR TRUNCATE ON consultation.shard FOR EACH STATEMENT EXECUTE FUNCTION consultation.refuse_loss();

CREATE TRIGGER refuse_loss BEFORE DELETE OR UPDATE OR TRUNCATE ON consultation.support FOR EACH STATEMENT EXECUTE FUNCTION consultation.refuse_loss();

CREATE TRIGGER refuse_loss BEFORE DELETE OR UPDATE OR TRUNCATE ON consultation.text FOR EACH STATEMENT EXECUTE FUNCTION consultation.refuse_loss();
