-- A batch is a range of positions. Transaction numbers begin anew when a backup is restored into another server; positions go on.
alter table audit.event add column position bigint generated always as identity;
-- rows lie in this order, so ranges are found through a few pages of index
create index event_position on audit.event using brin (position) with (pages_per_range = 16);

drop table audit.seal;
-- One seal a batch: the root of a tree (RFC 6962) over the heads of the subjects that changed, each seal holding the hash of the one before.
create table audit.seal (
  number integer primary key,
  from_position bigint not null,
  -- exclusive
  until_position bigint not null,
  -- events in the range, and subjects among them: a removed one is missed even when its chain is gone
  events integer not null,
  subjects integer not null,
  root bytea not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null
);
