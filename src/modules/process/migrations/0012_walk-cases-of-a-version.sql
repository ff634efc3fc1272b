-- Cases of a version in the order of their start: without it, one that has fewer than a page reads the cases of all.
create index instance_walk on process.instance (definition, case_id);
