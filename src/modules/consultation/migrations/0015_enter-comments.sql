-- Comments that came on paper or by another portal, entered by an official of the body: each is a comment like any other,
-- with where it came from, the day it came, and who entered it.
create table consultation.entered (
  discussion uuid not null,
  comment uuid not null,
  source text not null check (source in ('paper', 'portal')),
  -- the number of the letter, or which portal
  origin text not null check (consultation.letters(origin) >= 2),
  received date not null,
  entered_by uuid not null,
  entered_by_name text not null,
  at timestamptz not null,
  primary key (discussion, comment),
  foreign key (discussion, comment) references consultation.comment (discussion, id)
);
create trigger refuse_loss before update or delete or truncate on consultation.entered
  for each statement execute function consultation.refuse_loss();
