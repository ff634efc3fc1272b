-- What the applicant did not want did not lapse: it has an outcome of its own. What was written before stays as it is.
alter table casework.application drop constraint application_outcome_check;
alter table casework.application add constraint application_outcome_check
  check (outcome in ('granted', 'granted-in-part', 'refused', 'upheld', 'overturned', 'terminated', 'withdrawn', 'lapsed', 'declined'));
alter table casework.decision drop constraint decision_outcome_check;
alter table casework.decision add constraint decision_outcome_check
  check (outcome in ('granted', 'granted-in-part', 'refused', 'upheld', 'overturned', 'terminated', 'withdrawn', 'lapsed', 'declined'));
