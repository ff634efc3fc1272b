-- What a file was found to be when it came: who attaches it can say another name, but not another kind or size.
alter table casework.upload add column type text, add column size bigint;
update casework.upload u set type = a.type, size = a.size from casework.attachment a where a.sha256 = u.sha256;
-- sent, and never made part of anything
delete from casework.upload where type is null;
alter table casework.upload alter column type set not null, alter column size set not null;
