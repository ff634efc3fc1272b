-- Letters about offers for whom no channel reaches: the office prints them, and posts them or hands them over.
create table casework.letter (
  case_id uuid not null,
  -- number of the task that the letter asks for
  wait integer not null,
  office text not null,
  made_at timestamptz not null,
  printed_at timestamptz,
  printed_by uuid,
  primary key (case_id, wait)
);
create index letter_office on casework.letter (office, made_at) where printed_at is null;
