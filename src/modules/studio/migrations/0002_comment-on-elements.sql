-- What was said of an element of a draft's process: the first of a thread, or an answer to it. It stands beside the
-- draft, not in its files: what is published is the service, not what was said while it was made.
create table studio.comment (
  id uuid primary key,
  draft uuid not null references studio.draft (id),
  -- the element of the process; it may be gone by now
  element text not null,
  -- what the draft was when it was said
  revision integer not null,
  by_person uuid not null,
  at timestamptz not null,
  text text not null,
  -- the first of the thread that it answers; null: it is the first
  answers uuid references studio.comment (id),
  -- of the first: who said when that it is settled
  settled_by uuid,
  settled_at timestamptz
);
create index comment_draft on studio.comment (draft, at);
