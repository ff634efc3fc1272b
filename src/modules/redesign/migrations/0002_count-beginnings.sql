-- How many workers began it: one that each of them died of is given up. The job's own attempts count also those that only held it.
alter table redesign.simulation add column beginnings smallint not null default 0;
