-- The cases of a version that ended last, found without reading and sorting all of them: the list of services asks for those of each.
create index instance_ended on process.instance (definition, ended_at) where ended_at is not null;
create index archive_ended on process.archive (definition, ended_at);
