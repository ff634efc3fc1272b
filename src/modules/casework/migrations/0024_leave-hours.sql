-- Hours that a case held and gives back, so that whoever goes out that day learns of it, with a printed list too.
create table casework.slot_left (
  office text not null,
  at timestamptz not null,
  case_id uuid not null,
  left_at timestamptz not null,
  primary key (office, at, case_id)
);
