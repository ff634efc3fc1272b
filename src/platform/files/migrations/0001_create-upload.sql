-- Files that arrive in pieces (tus 1.0). The bytes lie beside the file store until they are whole; what is true of them stands here,
-- so that any web server goes on where another one stopped.
create schema files;

create table files.upload (
  id uuid primary key,
  -- who began it: nobody else can go on with it
  person uuid not null,
  -- what it is for, in the words of the room that asked for it
  target text not null,
  name text not null,
  size bigint not null,
  -- SHA-256 of the whole, as the sender says: the same file chosen again goes on with what is here
  sha256 text,
  received bigint not null default 0,
  -- how it ended, kept so that an answer lost on the way can be given again; null while it is unfinished
  outcome jsonb,
  expires_at timestamptz not null
);
create index upload_unfinished on files.upload (person) where outcome is null;
create index upload_expires on files.upload (expires_at);
