-- What an operator could not send while the line was away is kept in the browser under the operator's own key. The key lives here:
-- the browser has it only while a page of that operator is open, so the next one at the same machine can't read what is kept.
create table casework.desk_key (
  person uuid primary key,
  key bytea not null
);
