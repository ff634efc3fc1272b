-- The link of a letter by which somebody answers what is offered to them without signing in: it opens nothing without a
-- second factor. Secrets are kept as hashes only.
create table casework.offer_link (
  case_id uuid not null,
  -- number of the task in the case; a link answers this task and no other
  wait integer not null,
  secret bytea not null,
  -- sms, email: a code is sent by the channel that the letter did not come by; number: the person's own number is asked
  factor text not null check (factor in ('sms', 'email', 'number')),
  made_at timestamptz not null,
  ends_at timestamptz not null,
  -- the code that was sent last
  code bytea,
  code_ends_at timestamptz,
  codes_sent integer not null default 0,
  wrong_tries integer not null default 0,
  -- what a right code is exchanged for: the answer needs it
  pass bytea,
  pass_ends_at timestamptz,
  answered_at timestamptz,
  primary key (case_id, wait, secret)
);
create unique index offer_link_secret on casework.offer_link (secret);
