-- Who people are to this instance, what they may be, and by which session or token they speak.
create schema identity;

create table identity.person (
  id uuid primary key,
  -- national number; unknown when the provider does not give it
  number text unique,
  name text not null,
  birth_date date,
  sex text check (sex in ('male', 'female')),
  district text,
  phone text,
  email text,
  disability_group smallint,
  social_register boolean,
  -- language messages are written in: the one last chosen
  language text not null default 'uz',
  -- name of the demo account, for `darcha token`
  persona text unique,
  changed_at timestamptz not null
);

-- One person may come from several providers.
create table identity.subject (
  issuer text not null,
  subject text not null,
  person uuid not null references identity.person,
  primary key (issuer, subject)
);

-- A role always belongs to a body and to a time: substitution is a role with an end.
create table identity.role (
  person uuid not null references identity.person,
  role text not null,
  body text not null,
  since timestamptz not null,
  until timestamptz check (until > since),
  given_by text not null,
  primary key (person, role, body, since)
);
create index role_body on identity.role (body, role);

create table identity.organisation (
  number text primary key,
  name text not null,
  district text
);

-- Who may act for which organisation.
create table identity.representative (
  person uuid not null references identity.person,
  organisation text not null references identity.organisation,
  capacity text not null,
  since timestamptz not null,
  until timestamptz check (until > since),
  primary key (person, organisation, since)
);

-- Sign-ins under way: between the portal's redirect and the provider's answer.
create table identity.login (
  state_hash bytea primary key,
  -- the browser that began it must be the one that ends it
  browser_hash bytea not null,
  nonce text not null,
  verifier text not null,
  return_to text not null,
  language text not null,
  expires_at timestamptz not null
);
create index login_expires on identity.login (expires_at);

-- Only hashes of tokens are kept: who reads this table can't speak as anyone.
create table identity.session (
  token_hash bytea primary key,
  person uuid not null references identity.person,
  acting_for text references identity.organisation,
  -- hint for the provider at sign-out
  id_token text,
  made_at timestamptz not null,
  seen_at timestamptz not null,
  -- end by age; being idle ends it earlier
  expires_at timestamptz not null
);
create index session_expires on identity.session (expires_at);
create index session_person on identity.session (person);

create table identity.bearer (
  token_hash bytea primary key,
  person uuid not null references identity.person,
  label text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null
);

-- What someone had typed when their session turned out to be over.
create table identity.kept_form (
  token_hash bytea primary key,
  -- whose session it was, where that is known: nobody else gets the answers
  person uuid,
  path text not null,
  fields jsonb not null,
  expires_at timestamptz not null
);
create index kept_form_expires on identity.kept_form (expires_at);
