-- Officials who said that they can't judge impartially in a case: they work on it no more.
create table casework.recusal (
  case_id uuid not null,
  person uuid not null,
  reason text not null,
  at timestamptz not null,
  primary key (case_id, person)
);
