-- Comments without an account: sent with an e-mail address, and nothing until a letter to it was answered.
create table consultation.pending (
  -- hash of the secret in the letter's link
  token_hash bytea primary key,
  discussion uuid not null references consultation.discussion (id),
  email text not null,
  name text not null,
  -- what the comment says and is about, as it was sent
  comment jsonb not null,
  language text not null,
  at timestamptz not null,
  expires_at timestamptz not null,
  -- the solved puzzle counts once
  nonce text not null unique,
  -- the comment it became
  became uuid
);
create index pending_email on consultation.pending (email, at);
create index pending_expires on consultation.pending (expires_at);

-- Who commented with an e-mail address: one id an address, so that a person counts once.
create table consultation.correspondent (
  id uuid primary key,
  email text not null unique,
  name text not null,
  language text not null
);

-- What puzzles are signed with, the same for all servers of this database.
create table consultation.puzzle_key (
  key bytea not null,
  one boolean primary key default true check (one)
);
insert into consultation.puzzle_key (key)
values (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
