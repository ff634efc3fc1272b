-- How many attributes a register told beyond what it was asked: they were cut off before anybody here saw or kept them.
-- Null: none.
alter table exchange.access add column surplus smallint;
