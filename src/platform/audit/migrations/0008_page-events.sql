-- The log is paged in this order, both ways: a page begins where the last one ended and reads no more than it shows.
drop index audit.event_tx;
create index event_order on audit.event (tx, position);
