-- The schema country as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema country;

create table country.contact (
  office text not null,
  address text,
  hours text,
  phone text,
  site text,
  language text not null,
  source text not null,
  source_date date not null,
  set_by uuid,
  set_at timestamp with time zone not null,
  constraint contact_pkey PRIMARY KEY (office)
);

create table country.day (
  date date not null,
  kind text not null,
  name text not null,
  language text not null,
  source text not null,
  source_date date not null,
  set_by uuid,
  set_at timestamp with time zone not null,
  constraint day_pkey PRIMARY KEY (date),
  constraint day_kind_check CHECK ((kind = ANY (ARRAY['day-off'::text, 'feast'::text, 'working-day'::text, 'plain'::text])))
);
