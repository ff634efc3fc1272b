-- Stored bytes are asked after by their name.
create index attachment_bytes on casework.attachment (sha256);

-- Files that stood in a case and were replaced by a correction: its history names them, so their bytes stay.
create table casework.former_file (
  case_id uuid not null,
  sha256 text not null,
  primary key (sha256, case_id)
);

-- Before now nobody wrote down which files a correction replaced: where there was one, all that was sent stays.
do $$
begin
  if to_regclass('audit.event') is not null then
    insert into casework.former_file (case_id, sha256)
    select distinct '00000000-0000-0000-0000-000000000000'::uuid, sha256 from casework.upload
    where exists (select from audit.event where kind = 'casework.correct-application');
  end if;
end $$;
