-- The hour of one case is looked for whenever its page is opened, and given back when the case ends.
create index slot_of_case on casework.slot (case_id);
