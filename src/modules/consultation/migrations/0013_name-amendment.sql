-- A draft act may come of a re-engineered service: which draft amendment it was made of.
alter table consultation.discussion add column amendment uuid;
