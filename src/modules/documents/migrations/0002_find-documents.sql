-- The documents of a person are also those of organisations the person may still act for: the index must not leave them out.
drop index documents.result_person;
create index result_person on documents.result (person, issued_at, code) where issued_at is not null;
