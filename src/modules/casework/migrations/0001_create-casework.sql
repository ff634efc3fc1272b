-- Applications: what people ask for, through any channel, in one line under one numbering.
create schema casework;

create table casework.application (
  case_id uuid primary key,
  number text not null,
  service text not null,
  version integer not null,
  -- the Portal's six: new, in_progress, awaiting_payment, completed, refused, annulled
  status text not null check (status in ('new', 'in_progress', 'awaiting_payment', 'completed', 'refused', 'annulled')),
  -- web, counter, paper
  channel text not null check (channel in ('web', 'counter', 'paper')),
  language text not null,
  -- the person whose application it is; acting for an organisation, its representative
  person uuid not null,
  -- the organisation in whose name it is, null for a person's own
  organisation text,
  -- who applies, as the registers said on the day: kind, name, number …
  applicant jsonb not null,
  representative jsonb,
  district text not null,
  -- office that decides
  owner text not null,
  -- office and operator that took it in, for counter and paper
  taken_by_office text,
  taken_by uuid,
  answers jsonb not null,
  -- when it reached the state, and the day that counts in law
  filed_at timestamptz not null,
  counts_from timestamptz not null,
  due_at timestamptz,
  decided_at timestamptz,
  closed_at timestamptz,
  fee jsonb,
  -- code that proves the receipt
  receipt text not null,
  revision integer not null default 1
);
alter table casework.application set (fillfactor = 85);
create index application_person on casework.application (person, filed_at desc, case_id);
create index application_organisation on casework.application (organisation, filed_at desc, case_id) where organisation is not null;
create index application_taken on casework.application (taken_by_office, filed_at desc, case_id) where taken_by_office is not null;

-- Numbers stand apart, without foreign keys, so that cases can live on several machines and numbers still in one row a month.
create table casework.number (number text primary key, case_id uuid not null);
create table casework.receipt (code text primary key, case_id uuid not null);
create table casework.counter (period text primary key, last integer not null);

create table casework.draft (
  id uuid primary key,
  person uuid not null,
  organisation text,
  service text not null,
  version integer not null,
  language text not null,
  answers jsonb not null default '{}',
  -- evidence already found for this draft, by id
  found jsonb not null default '{}',
  -- at the counter: the operator's office, the walk-in and how the application came
  office text,
  walk_in jsonb,
  channel text not null default 'web',
  received_at timestamptz,
  -- the open task of a case whose answers this draft corrects
  corrects text,
  updated_at timestamptz not null
);
create index draft_person on casework.draft (person, updated_at desc);

-- Who sent which bytes: a file can be made part of a draft only by the one who sent it.
create table casework.upload (
  person uuid not null,
  sha256 text not null,
  at timestamptz not null,
  primary key (person, sha256)
);

create table casework.attachment (
  -- a draft's id until it is sent, then the case's
  owner uuid not null,
  id uuid not null,
  field text not null,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null,
  added_at timestamptz not null,
  primary key (owner, id)
);

create table casework.evidence (
  case_id uuid not null,
  evidence text not null,
  register text not null,
  -- found, missing, unavailable
  status text not null,
  data jsonb,
  source text,
  as_of timestamptz,
  fetched_at timestamptz not null,
  primary key (case_id, evidence)
);

-- The clock's pauses, each with its basis and who holds the clock.
create table casework.pause (
  case_id uuid not null,
  number integer not null,
  -- the wait or message that holds it
  cause text not null,
  basis text not null,
  holder text not null,
  since timestamptz not null,
  until timestamptz,
  primary key (case_id, number)
);

-- The talk inside a case: questions of the office, answers of the applicant, notes to the applicant.
create table casework.message (
  case_id uuid not null,
  id uuid not null,
  -- office or applicant
  side text not null,
  author uuid,
  -- the office that speaks
  office text,
  -- question, answer, note
  kind text not null,
  text text not null,
  answers uuid,
  sent_at timestamptz not null,
  read_at timestamptz,
  primary key (case_id, id)
);

-- Another body asked outside the model's own steps.
create table casework.inquiry (
  case_id uuid not null,
  id uuid not null,
  office text not null,
  from_office text not null,
  asked_by uuid not null,
  question text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid,
  answer text,
  primary key (case_id, id)
);
create index inquiry_open on casework.inquiry (office, due_at, case_id, id) where answered_at is null;

-- What was told to the applicant, as it stands in the cabinet; letters and short messages repeat it.
create table casework.notice (
  person uuid not null,
  id uuid not null,
  case_id uuid not null,
  -- filed, status.completed, act.pay, question …
  text text not null,
  parameters jsonb not null default '{}',
  sent_at timestamptz not null,
  read_at timestamptz,
  primary key (person, id)
);

create table casework.slot (
  office text not null,
  at timestamptz not null,
  case_id uuid not null,
  primary key (office, at)
);

-- Who stands in for whom in an office, and for how long.
create table casework.substitution (
  body text not null,
  person uuid not null,
  substitute uuid not null,
  since date not null,
  until date not null,
  primary key (body, person, substitute, since)
);

-- Offices that have or had a task in a case: they may read it afterwards too.
create table casework.involved (
  case_id uuid not null,
  office text not null,
  primary key (case_id, office)
);
