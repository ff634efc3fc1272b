-- The exchange's log on our side: each question and answer as it was signed, in batches that name the batch before them.
-- Times are texts: what was hashed is kept letter by letter.
create table exchange.log_batch (
  -- one chain for each process that writes
  writer text not null,
  number integer not null,
  previous bytea not null,
  -- Merkle root over the batch's messages
  root bytea not null,
  -- over all of this row: what the next batch and the anchor name
  hash bytea not null,
  at text not null,
  size integer not null,
  primary key (writer, number)
);

create table exchange.message (
  writer text not null,
  number integer not null,
  place integer not null,
  part text not null check (part in ('sent', 'received')),
  direction text not null check (direction in ('request', 'answer')),
  -- X-Road-Id: the same of a question and its answer
  id text not null,
  at text not null,
  client text not null,
  service text not null,
  -- case or run
  issue text not null,
  head text not null,
  seal text not null,
  -- null: forgotten since; its hash stays, so that the log can be verified all the same
  body bytea,
  body_hash text not null,
  -- name of what was wrong; empty: accepted
  problem text not null,
  primary key (writer, number, place)
);
create index message_id on exchange.message (id);

-- How far each chain has come.
create table exchange.log_head (
  writer text primary key,
  number integer not null,
  hash bytea not null,
  -- number of the anchor that names this head; null: none does yet
  anchored integer
);
create index log_head_open on exchange.log_head (writer) where anchored is null;

-- Where the chains stood at an instant, stamped and chained: what is missing behind it is found.
create table exchange.anchor (
  number integer primary key,
  at text not null,
  -- [{writer, number, hash}] of chains that went on since the anchor before, in the order of writers
  heads jsonb not null,
  root bytea not null,
  previous bytea not null,
  hash bytea not null,
  -- time-stamp token (RFC 3161) over the hash; null: no authority is at hand
  token bytea
);

-- X-Road-Id of the look
alter table exchange.access add message text;
create index access_message on exchange.access (message);
