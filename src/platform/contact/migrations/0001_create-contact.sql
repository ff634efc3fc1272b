-- How a person wants to be told. Addresses and numbers are the identity's; what stands here the person said in the cabinet.
create schema contact;

create table contact.way (
  person uuid primary key,
  -- the channel that they chose to be told by first; null: as it is for everybody
  first text check (first in ('email', 'sms', 'telegram')),
  -- their chat with the bot; several people may be told in one
  chat text,
  chat_since timestamptz,
  -- SHA-256 of the code that was given to begin a chat with, once
  code bytea unique,
  code_ends_at timestamptz
);
create index way_chat on contact.way (chat) where chat is not null;
create index way_code_ends_at on contact.way (code_ends_at) where code is not null;
