-- Stored bytes that nobody names, and since when that is known: they are taken away a month later.
create table files.unnamed (
  sha256 text primary key,
  since timestamptz not null
);
