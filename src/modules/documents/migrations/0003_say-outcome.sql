-- What a document decides, written when it is made: a refusal is no permit, whatever stands among a person's documents.
alter table documents.result add column outcome text
  check (outcome in ('granted', 'granted-in-part', 'refused', 'upheld', 'overturned', 'terminated', 'withdrawn', 'lapsed'));
-- documents made before: their kind said it
update documents.result set outcome = case kind when 'refusal' then 'refused' else 'granted' end;
alter table documents.result alter column outcome set not null;

-- the office whose case it is, where a body above decided: it reads the document too
alter table documents.result add column case_office text;
