-- What officials saw of a person in this instance: kept for the person looked at. One row a kind of look, not one a page.
create table exchange.look (
  -- national number of the person, number of the organisation, or the id of a person whose number is not known
  subject text not null,
  -- UUID version 7: later looks sort later; looks at several people at once share it
  id uuid not null,
  at timestamptz not null,
  -- who looked, and the role and body it was done with
  viewer uuid not null,
  role text not null,
  body text not null,
  what text not null,
  -- which file or document, as the data of the service call it
  detail text,
  case_id uuid,
  case_number text,
  service text,
  -- false: the case is another person's, whose act its number would give away
  own_case boolean not null,
  primary key (subject, id)
);
create index look_viewer on exchange.look (viewer, id);
create index look_case on exchange.look (case_id, id);
