-- Looks are judged in the order in which they were made. By their time and not by id: an index of ids alone would tempt a
-- person's page to read all looks there are, newest first.
create index look_at on exchange.look (at);
