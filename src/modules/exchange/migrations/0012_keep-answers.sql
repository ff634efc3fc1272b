-- What a register said, kept for as long as its service allows and the case lasts: the same question for the same person, case and
-- purpose is answered by it. Each reading is a look of its own.
create table exchange.kept_answer (
  -- the draft or case it was asked for: with it everything goes
  case_id uuid not null,
  subject text not null,
  register text not null,
  -- hash of purpose, version, legal basis, evidence and attributes
  question text not null,
  -- status, data, source, asOf as the register wrote them
  answer text not null,
  -- X-Road-Id of the question that brought it
  message text not null,
  asked_at timestamptz not null,
  until timestamptz not null,
  primary key (case_id, subject, register, question)
);
create index kept_answer_until on exchange.kept_answer (until);

-- when the answer was asked that a look was at; null: it was asked for this look
alter table exchange.access add column kept_at timestamptz;
