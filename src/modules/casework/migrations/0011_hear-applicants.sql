-- Before a refusal the person is heard: of which ground and facts they were told, until when they may answer, and what they said.
create table casework.hearing (
  case_id uuid not null,
  number integer not null,
  -- the task in which the refusal is considered
  wait integer not null,
  -- id of the passport's ground
  ground text not null,
  facts text not null,
  office text not null,
  opened_by uuid,
  opened_at timestamptz not null,
  until timestamptz not null,
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  -- decided otherwise before it was over
  ended_at timestamptz,
  primary key (case_id, number)
);
