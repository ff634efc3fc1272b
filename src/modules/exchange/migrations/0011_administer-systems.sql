-- Bodies' own systems are administered: whose each is, by which keys it signs and what it may ask, each with its term and who gave it.
alter table exchange.system
  add column id uuid not null default gen_random_uuid(),
  -- how people call it
  add column name text,
  -- whose it is: its head administers it too; null: nobody said
  add column body text,
  -- the account was made for it alone and ends with it
  add column own_account boolean not null default false,
  add column ended_by uuid;
create unique index system_id on exchange.system (id);

create table exchange.system_key (
  -- the first 12 bytes of SHA-256 over the public key, base64url: as seals name it; a key is given once, to one system
  fingerprint text primary key,
  system uuid not null,
  -- SPKI
  key bytea not null,
  since timestamptz not null,
  until timestamptz,
  given_at timestamptz not null,
  given_by uuid not null,
  ended_by uuid
);
create index system_key_system on exchange.system_key (system, since);

create table exchange.system_right (
  system uuid not null,
  -- code of a service that is offered here
  service text not null,
  since timestamptz not null,
  until timestamptz,
  given_by uuid not null,
  ended_by uuid,
  primary key (system, service, since)
);
-- those that take part were let in to all that is offered, and go on
insert into exchange.system_right (system, service, since, until, given_by)
select system.id, service, system.named_at, system.ended_at, system.named_by
from exchange.system, unnest(array['openCase', 'readCase', 'listTasks', 'recordResult']) as service;

-- when a system was last heard from, and what went wrong: the log says it
create index message_asked on exchange.message (client, at) where part = 'received' and direction = 'request' and problem = '';
create index message_fault on exchange.message (client, at)
  where problem <> '' or (part = 'sent' and direction = 'answer' and head not like '2%');
