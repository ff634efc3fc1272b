-- What a person was asked to agree to: that another may see for an application what registers hold of them. Kept by
-- number, so that whoever is asked finds it when they sign in for the first time.
create table casework.agreement (
  id uuid primary key,
  -- the person who asks, and the organisation in whose name
  asker uuid not null,
  organisation text,
  -- number of the person who is asked
  subject text not null,
  service text not null,
  version integer not null,
  -- the field of the form that names them
  key text not null,
  -- [{field, register, attribute}]
  facts jsonb not null,
  -- last day on which it holds
  until date not null,
  state text not null check (state in ('asked', 'agreed', 'refused', 'withdrawn')),
  asked_at timestamptz not null,
  answered_at timestamptz
);
create index agreement_subject on casework.agreement (subject, id);
create index agreement_asker on casework.agreement (asker, id);
