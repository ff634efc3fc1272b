-- Facts of another person that somebody gave and that no register has so, by account: whoever guesses is stopped.
create table casework.mismatch (
  person uuid not null,
  id uuid not null,
  at timestamptz not null,
  primary key (person, id)
);
