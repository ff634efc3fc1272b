-- What stays of a comment is watched over where a statement names it: an answer, which names none of it, was compared in
-- eighteen columns for each of thousands. No trigger changes a column behind a statement's back.
drop trigger comment_stays on consultation.comment;
create trigger comment_stays after update of discussion, id, words, salt, proposal, at, version, unit, passage, passage_from,
    passage_until, author, author_name, business, language, confirmed_at on consultation.comment for each row
  when (old.discussion <> new.discussion or old.id <> new.id or old.words <> new.words or old.salt <> new.salt
    or old.proposal is distinct from new.proposal or old.at <> new.at or old.version <> new.version
    or old.unit is distinct from new.unit or old.passage is distinct from new.passage
    or old.passage_from is distinct from new.passage_from or old.passage_until is distinct from new.passage_until
    or old.author is distinct from new.author or old.author_name is distinct from new.author_name
    or old.business is distinct from new.business or old.language <> new.language
    or (old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at))
  execute function consultation.refuse_change('comment_stays', 'a comment and its words stay');
drop trigger answered_once on consultation.comment;
create trigger answered_once after update of answer on consultation.comment for each row
  when (old.answer is not null and new.answer is distinct from old.answer)
  execute function consultation.refuse_change('answered_once', 'a comment is answered once');
drop trigger counted_once on consultation.comment;
create trigger counted_once after update of shard on consultation.comment for each row when (old.shard <> new.shard)
  execute function consultation.refuse_change('comment_stays', 'a comment is counted where it was');

-- words that are seen are words
alter table consultation.comment drop constraint comment_words_check;
