-- One new version of one row at a time is all that a page must have room for (70 before).
alter table audit.head set (fillfactor = 90);
