-- A feed of persons may hold one person under two records; before a case is opened it is looked whether that number has one.
create index occasion_number on proactive.occasion (service, event, number) where state = 'opened';
