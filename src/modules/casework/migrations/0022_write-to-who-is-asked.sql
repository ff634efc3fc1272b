-- Letters to people who are asked to agree and have no account: an office prints them. Neither name nor address is kept:
-- registers tell them when the letter is printed, and whether there is such a person at all.
create table casework.agreement_letter (
  agreement uuid primary key,
  office text not null,
  made_at timestamptz not null,
  printed_at timestamptz,
  printed_by uuid
);
create index agreement_letter_office on casework.agreement_letter (office, made_at) where printed_at is null;
