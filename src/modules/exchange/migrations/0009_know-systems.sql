-- Bodies' own systems that take part over the wire: whom each speaks for here is an account with roles of its own.
create table exchange.system (
  -- {instance}/{class}/{code}/{subsystem}
  client text primary key,
  account uuid not null,
  named_at timestamptz not null,
  named_by uuid not null,
  ended_at timestamptz
);
-- Answers that were given over the wire: a question that comes again is answered the same and does nothing.
create table exchange.given_answer (
  client text not null,
  id text not null,
  digest text not null,
  status integer not null,
  body bytea not null,
  at timestamptz not null,
  primary key (client, id)
);
