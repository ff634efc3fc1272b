-- What an occasion rests on besides its date and group: under which number, and living where, the person was selected.
alter table proactive.occasion add column number text, add column district text,
  -- its case was over before whose it was died: nothing is to be done
  add column settled boolean not null default false;
update proactive.occasion set number = known.number, district = known.facts ->> 'district'
  from proactive.known known where known.id = occasion.known;
-- Whoever died, by their number: few among all. A birth is the parent's, and the parent's death stands in another feed.
create index known_ended on proactive.known (number) where ended is not null;
