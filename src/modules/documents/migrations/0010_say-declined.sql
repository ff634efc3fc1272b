-- What the applicant did not want did not lapse: it has an outcome of its own. What was written before stays as it is.
alter table documents.result drop constraint result_outcome_check;
alter table documents.result add constraint result_outcome_check
  check (outcome in ('granted', 'granted-in-part', 'refused', 'upheld', 'overturned', 'terminated', 'withdrawn', 'lapsed', 'declined'));
