-- Who is written to when a discussion moves on, or when a new one opens; nobody until they have answered a letter.
create table consultation.subscription (
  id uuid primary key,
  -- null: every discussion that opens
  discussion uuid references consultation.discussion (id),
  email text not null,
  language text not null,
  -- stands in each letter: it confirms, and it ends
  secret text not null unique,
  at timestamptz not null,
  confirmed_at timestamptz,
  -- the solved puzzle counts once
  nonce text not null unique,
  unique nulls not distinct (discussion, email)
);
create index subscription_told on consultation.subscription (discussion, id) where confirmed_at is not null;
