-- Where people find an office, as an administrator set it: it takes the place of what the pack says. What is not known is null.
create table country.contact (
  office text primary key,
  address text,
  hours text,
  phone text,
  site text,
  -- the language that address and hours were written in
  language text not null,
  -- where that stands, and the day of it
  source text not null,
  source_date date not null,
  set_by uuid,
  set_at timestamptz not null
);
