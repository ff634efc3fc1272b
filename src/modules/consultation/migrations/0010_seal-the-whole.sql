-- What a record says of its discussion — title, body, dates, and the texts that were discussed — stands under its root
-- as the comments do (format 2). Records that were sealed before keep the format they were sealed in.
alter table consultation.discussion
  add column record_format smallint not null default 1 check (record_format in (1, 2));

-- What is owed has a day by which it is done: it is followed in public after the end as well.
alter table consultation.answer add column owed_by date;
alter table consultation.answer add constraint owed_by_says_what check (owed_by is null or owed is not null);
create index answer_owed on consultation.answer (owed_by, id) where owed is not null and change_version is null;

create or replace function consultation.keep_answer() returns trigger language plpgsql as $$
begin
  if (to_jsonb(old) - '{change_version,change_unit,owed,owed_by}'::text[])
      is distinct from (to_jsonb(new) - '{change_version,change_unit,owed,owed_by}'::text[])
    or (old.change_version is not null and (new.change_version, new.change_unit) is distinct from (old.change_version, old.change_unit))
    or (old.owed is not null and (new.owed, new.owed_by) is distinct from (old.owed, old.owed_by)) then
    raise exception 'an answer stays as it was given' using errcode = '23514', constraint = 'answer_stays';
  end if;
  perform 1 from consultation.discussion where id = new.discussion and state = 'open' for share;
  if not found then
    raise exception 'what is closed stays as it is' using errcode = '23514', constraint = 'closed_for_good';
  end if;
  return new;
end $$;

-- That something owed was done, where it can be seen, and who says so: once, and it stays.
create table consultation.owed_done (
  discussion uuid not null,
  answer uuid not null,
  what text not null check (consultation.letters(what) >= 10),
  said_by uuid not null,
  said_by_name text not null,
  at timestamptz not null,
  primary key (discussion, answer),
  foreign key (discussion, answer) references consultation.answer (discussion, id)
);
create trigger refuse_loss before update or delete or truncate on consultation.owed_done
  for each statement execute function consultation.refuse_loss();
