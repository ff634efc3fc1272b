-- What a person said about registers being asked: for one draft or one case, by the declaration of its form. Where a
-- service's form has such a declaration, no question leaves without it.
create table exchange.consent (
  -- the draft or the case
  about uuid not null,
  -- the declaration of the form
  field text not null,
  -- the person who said it, or for whom an operator wrote it down
  person uuid not null,
  service text not null,
  version integer not null,
  given boolean not null,
  at timestamptz not null,
  actor text not null,
  primary key (about, field)
);
