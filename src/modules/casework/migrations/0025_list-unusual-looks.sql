-- Looks of officials that an auditor should see, each with why. One that was examined stays with who did it and what they say.
create table casework.unusual_look (
  -- of the look
  id uuid primary key,
  at timestamptz not null,
  viewer uuid not null,
  role text not null,
  body text not null,
  what text not null,
  -- no-case, relative, off-hours, many
  reasons text[] not null,
  -- absent where it was at no case, or at several
  case_id uuid,
  case_number text,
  service text,
  -- how many persons were seen: of "many" on that day so far
  people integer not null,
  examined_at timestamptz,
  examined_by uuid,
  note text
);
create index unusual_look_open on casework.unusual_look ((examined_at is not null), id desc);
create index unusual_look_viewer on casework.unusual_look (viewer, id desc);

-- Until when looks are judged.
create table casework.judged_looks (
  single boolean primary key default true check (single),
  until timestamptz not null
);
