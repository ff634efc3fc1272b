-- What was said to be done and is disputed counts as owed again, until the body answers: with a reason, or by showing the
-- right place. What it says has a number: 0 is the first word, and each further one answers a dispute of the one before.
-- The keys hold it, under every level of isolation: nothing is said anew that nobody disputed.
alter table consultation.owed_dispute drop constraint owed_dispute_discussion_answer_fkey;
alter table consultation.owed_dispute drop constraint owed_dispute_pkey;
alter table consultation.owed_done drop constraint owed_done_pkey;
alter table consultation.owed_done add column number integer not null default 0 check (number >= 0);
alter table consultation.owed_done add primary key (discussion, answer, number);

-- which word it disputes; a person disputes each once. Who commented without a name disputes without one.
alter table consultation.owed_dispute add column statement integer not null default 0;
alter table consultation.owed_dispute alter column person_name drop not null;
alter table consultation.owed_dispute add primary key (discussion, answer, statement, person);
alter table consultation.owed_dispute add foreign key (discussion, answer, statement)
  references consultation.owed_done (discussion, answer, number);

alter table consultation.owed_done add column answers integer generated always as (case when number > 0 then number - 1 end) stored;
alter table consultation.owed_done add column answers_person uuid;
alter table consultation.owed_done add constraint answers_a_dispute check ((number > 0) = (answers_person is not null));
alter table consultation.owed_done add foreign key (discussion, answer, answers, answers_person)
  references consultation.owed_dispute (discussion, answer, statement, person);
-- the first word shows where it is seen; an answer may give a reason alone
alter table consultation.owed_done drop constraint done_is_shown;
alter table consultation.owed_done add constraint done_is_shown check (
  (seen_discussion is null) = (seen_version is null) and (seen_unit is null or seen_version is not null)
  and (number > 0 or seen_version is not null or address is not null) and (address is null or address ~ '^https://[^\s]+$')) not valid;

-- the last word on each, and whether it is disputed
create view consultation.owed_said as
  select distinct on (o.discussion, o.answer) o.discussion, o.answer, o.number, o.what,
    exists (select 1 from consultation.owed_dispute p
      where p.discussion = o.discussion and p.answer = o.answer and p.statement = o.number) as disputed
  from consultation.owed_done o order by o.discussion, o.answer, o.number desc;
