-- What the registers offer on the wire, as they last told: for the page of registers.
create table exchange.offered_service (
  register text not null,
  service text not null,
  title text not null,
  -- OpenAPI of its question and answer, as the register describes it
  openapi jsonb not null,
  -- whether our subsystem may ask it
  allowed boolean not null,
  primary key (register, service)
);
-- When each was asked for that last, and why it did not answer.
create table exchange.read_register (
  register text primary key,
  read_at timestamptz not null,
  problem text
);
