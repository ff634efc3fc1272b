-- The schema casework as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema casework;

create table casework.agreement (
  id uuid not null,
  asker uuid not null,
  organisation text,
  subject text not null,
  service text not null,
  version integer not null,
  key text not null,
  facts jsonb not null,
  until date not null,
  state text not null,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  about uuid,
  constraint agreement_pkey PRIMARY KEY (id),
  constraint agreement_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'agreed'::text, 'refused'::text, 'withdrawn'::text])))
);

create table casework.agreement_letter (
  agreement uuid not null,
  office text not null,
  made_at timestamp with time zone not null,
  printed_at timestamp with time zone,
  printed_by uuid,
  constraint agreement_letter_pkey PRIMARY KEY (agreement)
);

create table casework.application (
  case_id uuid not null,
  number text not null,
  service text not null,
  version integer not null,
  status text not null,
  channel text not null,
  language text not null,
  person uuid not null,
  organisation text,
  applicant jsonb not null,
  representative jsonb,
  district text not null,
  owner text not null,
  taken_by_office text,
  taken_by uuid,
  answers jsonb not null,
  filed_at timestamp with time zone not null,
  counts_from timestamp with time zone not null,
  due_at timestamp with time zone,
  decided_at timestamp with time zone,
  closed_at timestamp with time zone,
  fee jsonb,
  receipt text not null,
  revision integer not null default 1,
  outcome text,
  silent_at timestamp with time zone,
  constraint application_pkey PRIMARY KEY (case_id),
  constraint application_channel_check CHECK ((channel = ANY (ARRAY['web'::text, 'counter'::text, 'paper'::text, 'proactive'::text]))),
  constraint application_outcome_check CHECK ((outcome = ANY (ARRAY['granted'::text, 'granted-in-part'::text, 'refused'::text, 'upheld'::text, 'overturned'::text, 'terminated'::text, 'withdrawn'::text, 'lapsed'::text, 'declined'::text]))),
  constraint application_status_check CHECK ((status = ANY (ARRAY['new'::text, 'in_progress'::text, 'awaiting_payment'::text, 'completed'::text, 'refused'::text, 'annulled'::text])))
) with (fillfactor = 85);

create table casework.attachment (
  owner uuid not null,
  id uuid not null,
  field text not null,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null,
  added_at timestamp with time zone not null,
  constraint attachment_pkey PRIMARY KEY (owner, id)
);

create table casework.counter (
  period text not null,
  last integer not null,
  constraint counter_pkey PRIMARY KEY (period)
);

create table casework.decision (
  case_id uuid not null,
  number integer not null,
  outcome text not null,
  ground text,
  note text,
  office text not null,
  decided_by uuid,
  signed_by uuid,
  signed_as text,
  proposed_at timestamp with time zone not null,
  made_at timestamp with time zone,
  by_silence boolean not null default false,
  served_at timestamp with time zone,
  served_how text,
  served_by uuid,
  constraint decision_pkey PRIMARY KEY (case_id, number),
  constraint decision_outcome_check CHECK ((outcome = ANY (ARRAY['granted'::text, 'granted-in-part'::text, 'refused'::text, 'upheld'::text, 'overturned'::text, 'terminated'::text, 'withdrawn'::text, 'lapsed'::text, 'declined'::text])))
);

create table casework.desk_key (
  person uuid not null,
  key bytea not null,
  constraint desk_key_pkey PRIMARY KEY (person)
);

create table casework.draft (
  id uuid not null,
  person uuid not null,
  organisation text,
  service text not null,
  version integer not null,
  language text not null,
  answers jsonb not null default '{}'::jsonb,
  found jsonb not null default '{}'::jsonb,
  office text,
  walk_in jsonb,
  channel text not null default 'web'::text,
  received_at timestamp with time zone,
  corrects text,
  updated_at timestamp with time zone not null,
  constraint draft_pkey PRIMARY KEY (id)
);

create table casework.evidence (
  case_id uuid not null,
  evidence text not null,
  register text not null,
  status text not null,
  data jsonb,
  source text,
  as_of timestamp with time zone,
  fetched_at timestamp with time zone not null,
  constraint evidence_pkey PRIMARY KEY (case_id, evidence)
);

create table casework.figures (
  id smallint not null default 1,
  counted_at timestamp with time zone not null,
  answer jsonb not null,
  constraint figures_pkey PRIMARY KEY (id),
  constraint figures_id_check CHECK ((id = 1))
);

create table casework.former_file (
  case_id uuid not null,
  sha256 text not null,
  constraint former_file_pkey PRIMARY KEY (sha256, case_id)
);

create table casework.hearing (
  case_id uuid not null,
  number integer not null,
  wait integer not null,
  ground text not null,
  facts text not null,
  office text not null,
  opened_by uuid,
  opened_at timestamp with time zone not null,
  until timestamp with time zone not null,
  answer text,
  answered_by uuid,
  answered_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint hearing_pkey PRIMARY KEY (case_id, number)
);

create table casework.inquiry (
  case_id uuid not null,
  id uuid not null,
  office text not null,
  from_office text not null,
  asked_by uuid,
  question text not null,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by uuid,
  answer text,
  evidence text,
  data jsonb,
  constraint inquiry_pkey PRIMARY KEY (case_id, id)
);

create table casework.involved (
  case_id uuid not null,
  office text not null,
  constraint involved_pkey PRIMARY KEY (case_id, office)
);

create table casework.judged_looks (
  single boolean not null default true,
  until timestamp with time zone not null,
  constraint judged_looks_pkey PRIMARY KEY (single),
  constraint judged_looks_single_check CHECK (single)
);

create table casework.kin (
  case_id uuid not null,
  mark text not null,
  constraint kin_pkey PRIMARY KEY (case_id, mark)
);

create table casework.letter (
  case_id uuid not null,
  wait integer not null,
  office text not null,
  made_at timestamp with time zone not null,
  printed_at timestamp with time zone,
  printed_by uuid,
  constraint letter_pkey PRIMARY KEY (case_id, wait)
);

create table casework.message (
  case_id uuid not null,
  id uuid not null,
  side text not null,
  author uuid,
  office text,
  kind text not null,
  text text not null,
  answers uuid,
  sent_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint message_pkey PRIMARY KEY (case_id, id)
);

create table casework.mismatch (
  person uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  constraint mismatch_pkey PRIMARY KEY (person, id)
);

create table casework.notice (
  person uuid not null,
  id uuid not null,
  case_id uuid not null,
  text text not null,
  parameters jsonb not null default '{}'::jsonb,
  sent_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (person, id)
);

create table casework.number (
  number text not null,
  case_id uuid not null,
  constraint number_pkey PRIMARY KEY (number)
);

create table casework.offer_link (
  case_id uuid not null,
  wait integer not null,
  secret bytea not null,
  factor text not null,
  made_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  code bytea,
  code_ends_at timestamp with time zone,
  codes_sent integer not null default 0,
  wrong_tries integer not null default 0,
  pass bytea,
  pass_ends_at timestamp with time zone,
  answered_at timestamp with time zone,
  tried_at timestamp with time zone,
  constraint offer_link_pkey PRIMARY KEY (case_id, wait, secret),
  constraint offer_link_factor_check CHECK ((factor = ANY (ARRAY['sms'::text, 'email'::text, 'number'::text])))
);

create table casework.pause (
  case_id uuid not null,
  number integer not null,
  cause text not null,
  basis text not null,
  holder text not null,
  since timestamp with time zone not null,
  until timestamp with time zone,
  constraint pause_pkey PRIMARY KEY (case_id, number)
);

create table casework.receipt (
  code text not null,
  case_id uuid not null,
  constraint receipt_pkey PRIMARY KEY (code)
);

create table casework.recusal (
  case_id uuid not null,
  person uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  constraint recusal_pkey PRIMARY KEY (case_id, person)
);

create table casework.slot (
  office text not null,
  at timestamp with time zone not null,
  case_id uuid not null,
  constraint slot_pkey PRIMARY KEY (office, at)
);

create table casework.slot_left (
  office text not null,
  at timestamp with time zone not null,
  case_id uuid not null,
  left_at timestamp with time zone not null,
  constraint slot_left_pkey PRIMARY KEY (office, at, case_id)
);

create table casework.unusual_look (
  id uuid not null,
  at timestamp with time zone not null,
  viewer uuid not null,
  role text not null,
  body text not null,
  what text not null,
  reasons text[] not null,
  case_id uuid,
  case_number text,
  service text,
  people integer not null,
  examined_at timestamp with time zone,
  examined_by uuid,
  note text,
  constraint unusual_look_pkey PRIMARY KEY (id)
);

create table casework.upload (
  person uuid not null,
  sha256 text not null,
  at timestamp with time zone not null,
  type text not null,
  size bigint not null,
  constraint upload_pkey PRIMARY KEY (person, sha256)
);

CREATE INDEX agreement_about ON casework.agreement USING btree (about);

CREATE INDEX agreement_asker ON casework.agreement USING btree (asker, id);

CREATE INDEX agreement_letter_office ON casework.agreement_letter USING btree (office, made_at) WHERE (printed_at IS NULL);

CREATE INDEX agreement_letter_printed ON casework.agreement_letter USING btree (office, printed_at) WHERE (printed_at IS NOT NULL);

CREATE INDEX agreement_subject ON casework.agreement USING btree (subject, id);

CREATE INDEX application_decided ON casework.application USING btree (decided_at) INCLUDE (due_at) WHERE (decided_at IS NOT NULL);

CREATE INDEX application_filed ON casework.application USING btree (filed_at, service);

CREATE INDEX application_organisation ON casework.application USING btree (organisation, filed_at DESC, case_id) WHERE (organisation IS NOT NULL);

CREATE INDEX application_person ON casework.application USING btree (person, filed_at DESC, case_id);

CREATE INDEX application_taken ON casework.application USING btree (taken_by_office, filed_at DESC, case_id) WHERE (taken_by_office IS NOT NULL);

CREATE INDEX attachment_bytes ON casework.attachment USING btree (sha256);

CREATE INDEX draft_correction ON casework.draft USING btree (split_part(corrects, '.'::text, 1), id) WHERE (corrects IS NOT NULL);

CREATE INDEX draft_person ON casework.draft USING btree (person, updated_at DESC);

CREATE INDEX evidence_silent ON casework.evidence USING btree (fetched_at) WHERE (status = 'unavailable'::text);

CREATE UNIQUE INDEX inquiry_evidence ON casework.inquiry USING btree (case_id, evidence) WHERE (evidence IS NOT NULL);

CREATE INDEX inquiry_open ON casework.inquiry USING btree (office, due_at, case_id, id) WHERE (answered_at IS NULL);

CREATE INDEX letter_office ON casework.letter USING btree (office, made_at) WHERE (printed_at IS NULL);

CREATE UNIQUE INDEX offer_link_secret ON casework.offer_link USING btree (secret);

CREATE INDEX slot_of_case ON casework.slot USING btree (case_id);

CREATE INDEX unusual_look_open ON casework.unusual_look USING btree (((examined_at IS NOT NULL)), id DESC);

CREATE INDEX unusual_look_viewer ON casework.unusual_look USING btree (viewer, id DESC);

CREATE INDEX upload_bytes ON casework.upload USING btree (sha256);
