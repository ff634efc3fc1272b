-- The schema redesign as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema redesign;

create table redesign.amendment (
  id uuid not null,
  draft uuid not null,
  service text not null,
  version integer not null,
  body text not null,
  law text not null,
  article text,
  step text not null,
  name text not null,
  unit text not null,
  what text not null,
  finding jsonb,
  opened_by uuid not null,
  opened_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  discussion uuid,
  discussed_at timestamp with time zone,
  settled text,
  settled_words text,
  in_force date,
  settled_by uuid,
  settled_at timestamp with time zone,
  published_on date,
  constraint amendment_pkey PRIMARY KEY (id),
  constraint amendment_check CHECK (((discussed_at IS NULL) OR (discussion IS NOT NULL))),
  constraint amendment_draft_step_law_key UNIQUE (draft, step, law),
  constraint amendment_settled_check CHECK ((settled = ANY (ARRAY['adopted'::text, 'not-needed'::text]))),
  constraint amendment_what_check CHECK ((what = ANY (ARRAY['removed'::text, 'moved to another body'::text]))),
  constraint law_before_process CHECK (((published_on IS NULL) OR (withdrawn_at IS NOT NULL) OR ((settled IS NOT NULL) AND ((in_force IS NULL) OR (in_force <= published_on))))),
  constraint settled_whole CHECK (((num_nulls(settled, settled_words, settled_by, settled_at) = ANY (ARRAY[0, 4])) AND ((NOT (settled IS DISTINCT FROM 'adopted'::text)) = (in_force IS NOT NULL)) AND (settled_by <> opened_by) AND ((settled <> 'adopted'::text) OR (discussed_at IS NOT NULL))))
);

create table redesign.log_columns (
  person uuid not null,
  heading text not null,
  bodies text[] not null,
  columns jsonb not null,
  at timestamp with time zone not null,
  constraint log_columns_pkey PRIMARY KEY (person, heading)
);

create table redesign.simulation (
  id uuid not null,
  service text not null,
  version integer not null,
  language text not null,
  plan jsonb not null,
  by_person uuid not null,
  begun_at timestamp with time zone not null,
  state text not null,
  share real not null default 0,
  why text,
  result jsonb,
  ended_at timestamp with time zone,
  beginnings smallint not null default 0,
  constraint simulation_pkey PRIMARY KEY (id),
  constraint simulation_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'stopped'::text])))
);

CREATE UNIQUE INDEX amendment_discussion ON redesign.amendment USING btree (discussion) WHERE (discussion IS NOT NULL);

CREATE INDEX amendment_draft ON redesign.amendment USING btree (draft);

CREATE INDEX amendment_opened ON redesign.amendment USING btree (opened_at DESC, id);

CREATE INDEX log_columns_heading ON redesign.log_columns USING btree (heading, at DESC);

CREATE INDEX simulation_ended ON redesign.simulation USING btree (ended_at);

CREATE UNIQUE INDEX simulation_running ON redesign.simulation USING btree (by_person) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
