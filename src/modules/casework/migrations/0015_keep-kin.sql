-- Whom a register shows as a relative of the applicant, so that none of them decides: only marks (SHA-256 over case and
-- number), by which an official's number can be compared and nobody be read. The empty mark: it was asked.
create table casework.kin (
  case_id uuid not null,
  mark text not null,
  primary key (case_id, mark)
);
