-- The schema identity as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema identity;

create table identity.bearer (
  token_hash bytea not null,
  person uuid not null,
  label text not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint bearer_pkey PRIMARY KEY (token_hash)
);

create table identity.kept_form (
  token_hash bytea not null,
  person uuid,
  path text not null,
  fields jsonb not null,
  expires_at timestamp with time zone not null,
  visitor bytea,
  constraint kept_form_pkey PRIMARY KEY (token_hash)
);

create table identity.login (
  state_hash bytea not null,
  browser_hash bytea not null,
  nonce text not null,
  verifier text not null,
  return_to text not null,
  language text not null,
  expires_at timestamp with time zone not null,
  fresh boolean not null default false,
  visitor bytea,
  constraint login_pkey PRIMARY KEY (state_hash)
);

create table identity.organisation (
  number text not null,
  name text not null,
  district text,
  constraint organisation_pkey PRIMARY KEY (number)
);

create table identity.person (
  id uuid not null,
  number text,
  name text not null,
  birth_date date,
  sex text,
  district text,
  phone text,
  email text,
  disability_group smallint,
  social_register boolean,
  language text not null,
  persona text,
  changed_at timestamp with time zone not null,
  demo boolean not null default false,
  machine boolean not null default false,
  language_said boolean not null default true,
  names jsonb not null default '{}'::jsonb,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_number_key UNIQUE (number),
  constraint person_persona_key UNIQUE (persona),
  constraint person_sex_check CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text])))
);

create table identity.representative (
  person uuid not null,
  organisation text not null,
  capacity text not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  constraint representative_pkey PRIMARY KEY (person, organisation, since),
  constraint representative_check CHECK ((until > since))
);

create table identity.role (
  person uuid not null,
  role text not null,
  body text not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  given_by text not null,
  stands_for uuid,
  constraint role_pkey PRIMARY KEY (person, role, body, since),
  constraint role_check CHECK ((until > since))
);

create table identity.session (
  token_hash bytea not null,
  person uuid not null,
  acting_for text,
  id_token text,
  made_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  provider_session text,
  id uuid not null default gen_random_uuid(),
  agent text,
  authenticated_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (token_hash)
);

create table identity.subject (
  issuer text not null,
  subject text not null,
  person uuid not null,
  constraint subject_pkey PRIMARY KEY (issuer, subject)
);

CREATE INDEX kept_form_expires ON identity.kept_form USING btree (expires_at);

CREATE INDEX kept_form_visitor ON identity.kept_form USING btree (visitor, expires_at);

CREATE INDEX login_expires ON identity.login USING btree (expires_at);

CREATE INDEX login_visitor ON identity.login USING btree (visitor, expires_at);

CREATE INDEX role_body ON identity.role USING btree (body, role);

CREATE INDEX session_expires ON identity.session USING btree (expires_at);

CREATE INDEX session_person ON identity.session USING btree (person);

CREATE INDEX session_provider ON identity.session USING btree (provider_session) WHERE (provider_session IS NOT NULL);

alter table identity.bearer add constraint bearer_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id);

alter table identity.representative add constraint representative_organisation_fkey FOREIGN KEY (organisation) REFERENCES identity.organisation(number);

alter table identity.representative add constraint representative_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id);

alter table identity.role add constraint role_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id);

alter table identity.role add constraint role_stands_for_fkey FOREIGN KEY (stands_for) REFERENCES identity.person(id);

alter table identity.session add constraint session_acting_for_fkey FOREIGN KEY (acting_for) REFERENCES identity.organisation(number);

alter table identity.session add constraint session_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id);

alter table identity.subject add constraint subject_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id);
