-- How a case came out, written when it is decided: nothing stands for it, no status and no document that is there.
alter table casework.application add column outcome text
  check (outcome in ('granted', 'granted-in-part', 'refused', 'upheld', 'overturned', 'terminated', 'withdrawn', 'lapsed'));
-- cases decided before outcomes were written: what their status meant then
update casework.application set outcome = case status when 'completed' then 'granted' else 'refused' end where decided_at is not null;

-- Each decision of a case, in order: what, on which ground, who decided and who signed, for which office.
create table casework.decision (
  case_id uuid not null,
  number integer not null,
  outcome text not null check (outcome in ('granted', 'granted-in-part', 'refused', 'upheld', 'overturned', 'terminated', 'withdrawn', 'lapsed')),
  -- id of the passport's ground
  ground text,
  note text,
  -- the office that decided; its person, null where a rule or a term decided
  office text not null,
  decided_by uuid,
  -- who signed it and in which role
  signed_by uuid,
  signed_as text,
  proposed_at timestamptz not null,
  -- when it was made; null while it is a proposal that somebody is to sign
  made_at timestamptz,
  primary key (case_id, number)
);
