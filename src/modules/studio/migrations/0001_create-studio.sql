-- Drafts of services: every file of the folder as somebody edits it, with all that was saved before.
create schema studio;

create table studio.draft (
  id uuid primary key,
  -- what the folder is called
  service text not null,
  -- whose designers edit it
  body text not null,
  -- the published version it was begun from; null: a new service
  base integer,
  -- what a new service was begun with
  template text,
  revision integer not null,
  state text not null check (state in ('editing', 'review', 'approved', 'published', 'discarded')),
  -- text of each file by its name
  files jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  -- the version it was published as
  published integer
);
create index draft_service on studio.draft (service);
create index draft_body on studio.draft (body, changed_at);

-- What was saved: of the first all files, of each later one those that changed (null: taken out).
create table studio.revision (
  draft uuid not null references studio.draft (id),
  number integer not null,
  by_person uuid not null,
  at timestamptz not null,
  -- the part of the studio it was done in
  part text not null,
  files jsonb not null,
  primary key (draft, number)
);

-- What a second person said of a revision.
create table studio.review (
  draft uuid not null references studio.draft (id),
  revision integer not null,
  by_person uuid not null,
  at timestamptz not null,
  decision text not null check (decision in ('approved', 'returned')),
  note text not null,
  primary key (draft, revision, at)
);

-- Which body's designers keep a service that was published from here.
create table studio.keeper (
  service text primary key,
  body text not null
);
