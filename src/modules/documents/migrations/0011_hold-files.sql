-- Stored bytes are asked after by their name.
create index result_unsigned on documents.result (unsigned) where unsigned is not null;
create index result_signed on documents.result (signed) where signed is not null;

-- Drafts that another one replaced: the history of the case names their files, so their bytes stay.
create table documents.former_file (
  case_id uuid not null,
  sha256 text not null,
  primary key (sha256, case_id)
);
do $$
begin
  if to_regclass('audit.event') is not null then
    insert into documents.former_file (case_id, sha256)
    select distinct subject, body::jsonb ->> 'sha256' from audit.event
    where kind in ('documents.prepared', 'documents.issued') and body::jsonb ->> 'sha256' is not null
    on conflict do nothing;
  end if;
end $$;
