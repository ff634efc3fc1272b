-- A comment is hidden only for a listed reason, in sight of everybody, and its author may appeal. It still counts, gets
-- its answer, and its leaf of the record stays what it was.
create table consultation.hiding (
  discussion uuid not null,
  comment uuid not null,
  reason text not null check (reason in ('insult', 'personal-data', 'advertising', 'violence')),
  hidden_by uuid not null,
  hidden_at timestamptz not null,
  appeal text,
  appealed_at timestamptz,
  decision text check (decision in ('upheld', 'lifted')),
  decision_reason text,
  decided_by uuid,
  decided_at timestamptz,
  primary key (discussion, comment),
  foreign key (discussion, comment) references consultation.comment (discussion, id),
  check ((appeal is null) = (appealed_at is null)),
  check ((decision is null) = (decided_at is null) and (decision is null or (appeal is not null and length(btrim(decision_reason)) >= 20))),
  -- whoever hid it does not judge the appeal
  check (decided_by is null or decided_by <> hidden_by)
);
create index hiding_appeal on consultation.hiding (discussion, appealed_at) where appeal is not null and decision is null;
