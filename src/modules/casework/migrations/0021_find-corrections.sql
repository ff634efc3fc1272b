-- corrections that are open in a case are found when agreement to ask registers is given or taken back
create index draft_correction on casework.draft (split_part(corrects, '.', 1), id) where corrects is not null;
