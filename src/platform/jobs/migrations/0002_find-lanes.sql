-- Under a flood every lane is looked into by itself: the oldest jobs of all would be those of the flood alone.
create index job_lane on jobs.job (lane, run_at) where stopped_at is null;
