-- Cases that are still open though they are older than promised, counted without reading all that are open.
create index instance_open on process.instance (definition, started_at) where ended_at is null;
