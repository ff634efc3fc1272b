-- That something owed was done names where everybody can read it: a text of a discussion of the same body, which the
-- product has looked up, or an address outside, which it has not. What was said before stays as it was.
alter table consultation.owed_done add column seen_discussion uuid;
alter table consultation.owed_done add column seen_version integer;
alter table consultation.owed_done add column seen_unit text;
alter table consultation.owed_done add column address text;
alter table consultation.owed_done add constraint done_is_shown check (
  (seen_discussion is null) = (seen_version is null) and (seen_unit is null or seen_version is not null)
  and (seen_version is not null or address is not null) and (address is null or address ~ '^https://[^\s]+$')) not valid;
alter table consultation.owed_done add foreign key (seen_discussion, seen_version) references consultation.text (discussion, number);

-- Whose comment it was, or who audits, may say that it was not done: once a person, in public, and it stays.
create table consultation.owed_dispute (
  discussion uuid not null,
  answer uuid not null,
  person uuid not null,
  person_name text not null,
  why text not null check (consultation.letters(why) >= 10),
  at timestamptz not null,
  primary key (discussion, answer, person),
  foreign key (discussion, answer) references consultation.owed_done (discussion, answer)
);
create trigger refuse_loss before update or delete or truncate on consultation.owed_dispute
  for each statement execute function consultation.refuse_loss();
