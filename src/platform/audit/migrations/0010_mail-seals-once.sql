-- Where the letter with a seal was sent: written in the transaction that puts the letter into the outbox, so that a seal whose letter was not kept
-- is mailed again, and one that was is not, however many workers there are and however often they start.
alter table audit.seal add column mailed_to text;
