-- When silence decided, because the term was over and the law gives it a meaning; null again when a refusal was overturned.
alter table casework.application add column silent_at timestamptz;
-- Decided by nobody: the office was silent, and the law says what that means.
alter table casework.decision add column by_silence boolean not null default false;
-- Since when the person knows of a decision, how they came to, and who recorded it.
alter table casework.decision
  add column served_at timestamptz,
  -- cabinet: opened by the person; handed, post, other: served in another way
  add column served_how text,
  add column served_by uuid;
