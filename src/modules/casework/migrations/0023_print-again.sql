-- letters that were printed a short while ago stay in the list of their office, to be printed again
create index agreement_letter_printed on casework.agreement_letter (office, printed_at) where printed_at is not null;
