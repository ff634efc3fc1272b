-- The schema studio as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema studio;

create table studio.comment (
  id uuid not null,
  draft uuid not null,
  element text not null,
  revision integer not null,
  by_person uuid not null,
  at timestamp with time zone not null,
  text text not null,
  answers uuid,
  settled_by uuid,
  settled_at timestamp with time zone,
  constraint comment_pkey PRIMARY KEY (id)
);

create table studio.draft (
  id uuid not null,
  service text not null,
  body text not null,
  base integer,
  template text,
  revision integer not null,
  state text not null,
  files jsonb not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  changed_by uuid not null,
  changed_at timestamp with time zone not null,
  published integer,
  constraint draft_pkey PRIMARY KEY (id),
  constraint draft_state_check CHECK ((state = ANY (ARRAY['editing'::text, 'review'::text, 'approved'::text, 'published'::text, 'discarded'::text])))
);

create table studio.keeper (
  service text not null,
  body text not null,
  constraint keeper_pkey PRIMARY KEY (service)
);

create table studio.review (
  draft uuid not null,
  revision integer not null,
  by_person uuid not null,
  at timestamp with time zone not null,
  decision text not null,
  note text not null,
  constraint review_pkey PRIMARY KEY (draft, revision, at),
  constraint review_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'returned'::text])))
);

create table studio.revision (
  draft uuid not null,
  number integer not null,
  by_person uuid not null,
  at timestamp with time zone not null,
  part text not null,
  files jsonb not null,
  constraint revision_pkey PRIMARY KEY (draft, number)
);

CREATE INDEX comment_draft ON studio.comment USING btree (draft, at);

CREATE INDEX draft_body ON studio.draft USING btree (body, changed_at);

CREATE INDEX draft_service ON studio.draft USING btree (service);

alter table studio.comment add constraint comment_answers_fkey FOREIGN KEY (answers) REFERENCES studio.comment(id);

alter table studio.comment add constraint comment_draft_fkey FOREIGN KEY (draft) REFERENCES studio.draft(id);

alter table studio.review add constraint review_draft_fkey FOREIGN KEY (draft) REFERENCES studio.draft(id);

alter table studio.revision add constraint revision_draft_fkey FOREIGN KEY (draft) REFERENCES studio.draft(id);
