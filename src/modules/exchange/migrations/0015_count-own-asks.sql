-- Each time that somebody asked a register what it holds of them, or of an organisation they act for: the place of a
-- question is taken before it leaves, so that many at once are no more than a day allows. Those of
-- days before go when the person asks again.
create table exchange.own_ask (
  person uuid not null,
  subject text not null,
  register text not null,
  id uuid not null,
  at timestamptz not null,
  primary key (person, id)
);

-- a question of one's own that no answer came to is told in the list of questions too
alter table exchange.access drop constraint access_status_check;
alter table exchange.access add constraint access_status_check check (status in ('found', 'missing', 'unavailable'));
