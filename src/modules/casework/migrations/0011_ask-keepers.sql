-- Official requests to the keeper of a register that is silent: asked by nobody in person.
alter table casework.inquiry alter asked_by drop not null;
-- the evidence that its answer stands for
alter table casework.inquiry add evidence text;
-- the same as facts that rules can read; null: in words only
alter table casework.inquiry add data jsonb;
create unique index inquiry_evidence on casework.inquiry (case_id, evidence) where evidence is not null;
create index evidence_silent on casework.evidence (fetched_at) where status = 'unavailable';
