-- A comment goes along with new texts: where its passage stands now, or that it is gone and what stands there instead.
alter table consultation.comment
  add column place_unit text,
  add column place_from integer,
  add column place_until integer,
  add column place_state text not null default 'same' check (place_state in ('same', 'changed', 'gone')),
  add column place_instead text,
  -- what it is compared with others by: 64 values of MinHash, absent for short texts, and the hash of its words
  add column signature bytea,
  add column content bytea,
  -- comments that say the same; a group is named after the one that stands for it
  add column group_id uuid;
update consultation.comment set place_unit = unit, place_from = passage_from, place_until = passage_until;
drop index consultation.comment_unit;
create index comment_place on consultation.comment (discussion, place_unit, id) where confirmed_at is not null;
create index comment_of_group on consultation.comment (discussion, group_id, id) where group_id is not null;

-- Comments that say the same. A proposal of the machine is made anew as comments come; what an official confirmed stays.
create table consultation.comment_group (
  discussion uuid not null references consultation.discussion (id),
  id uuid not null,
  state text not null check (state in ('proposed', 'confirmed')),
  members integer not null check (members > 0),
  -- grows with each change: an answer names what its official saw
  revision integer not null default 1,
  confirmed_by uuid,
  confirmed_at timestamptz,
  primary key (discussion, id)
);
create index comment_group_size on consultation.comment_group (discussion, members desc, id);
