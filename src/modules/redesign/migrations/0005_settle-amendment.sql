-- What a lawyer said in the end of words of law that a changed process leaves behind. The database itself keeps a
-- version from going live before: an amendment is published with its draft only when it is settled, and not before the
-- day from which the changed law is in force.
alter table redesign.amendment
  add column settled text check (settled in ('adopted', 'not-needed')),
  -- which act changed the law, or why it need not be changed
  add column settled_words text,
  add column in_force date,
  add column settled_by uuid,
  add column settled_at timestamptz,
  -- the local day on which the draft of the service was published
  add column published_on date,
  add constraint settled_whole check (
    num_nulls(settled, settled_words, settled_by, settled_at) in (0, 4)
    and (settled is not distinct from 'adopted') = (in_force is not null)
    -- four eyes, and an act is adopted after its discussion
    and settled_by <> opened_by
    and (settled <> 'adopted' or discussed_at is not null)),
  add constraint law_before_process check (
    published_on is null or withdrawn_at is not null
    or (settled is not null and (in_force is null or in_force <= published_on)));
create index amendment_draft on redesign.amendment (draft);
