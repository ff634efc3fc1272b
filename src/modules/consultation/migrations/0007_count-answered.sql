-- To how many comments an answer was given stands with it: it never changes, and a page shows it beside each of them.
alter table consultation.answer add column comments integer;
alter table consultation.answer disable trigger refuse_loss;
update consultation.answer a set comments =
  (select count(*) from consultation.comment c where c.discussion = a.discussion and c.answer = a.id);
alter table consultation.answer enable trigger refuse_loss;
alter table consultation.answer alter column comments set not null;
