-- Those that are only counted are few or many; a run that acts asks for them each time.
create index occasion_shadow on proactive.occasion (service, event) where state = 'shadow';
