-- Words of law that a changed process leaves behind: each a draft amendment that is due, until a draft act of it is
-- discussed, or the change is taken back.
create table redesign.amendment (
  id uuid primary key,
  -- the draft of the service in which the step went, and the published version it was begun from
  draft uuid not null,
  service text not null,
  version integer not null,
  -- whose draft it is
  body text not null,
  -- id of the law in the passport, and the place in it where the model names one
  law text not null,
  article text,
  -- the step, what the model calls it, who did it
  step text not null,
  name text not null,
  unit text not null,
  what text not null check (what in ('removed', 'moved to another body')),
  -- rule, values and evidence of the finding; null: a person changed it by hand
  finding jsonb,
  opened_by uuid not null,
  opened_at timestamptz not null,
  -- the step is back, or the draft was given up
  withdrawn_at timestamptz,
  -- the public discussion of the draft act, and when it was closed
  discussion uuid,
  discussed_at timestamptz,
  unique (draft, step, law),
  check (discussed_at is null or discussion is not null)
);
create index amendment_opened on redesign.amendment (opened_at desc, id);
create unique index amendment_discussion on redesign.amendment (discussion) where discussion is not null;
