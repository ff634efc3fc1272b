-- Who holds the link of a letter holds a comment: reads what became of it, takes its receipt, appeals against its hiding.
create table consultation.holder (
  -- hash of the secret in the letter's link
  token_hash bytea primary key,
  discussion uuid not null,
  comment uuid not null,
  at timestamptz not null,
  foreign key (discussion, comment) references consultation.comment (discussion, id)
);
create index holder_comment on consultation.holder (discussion, comment);

-- What receipts are signed with (Ed25519, RFC 8032), the same for all servers of this database: 32 random bytes.
create table consultation.receipt_key (
  seed bytea not null check (length(seed) = 32),
  one boolean primary key default true check (one)
);
insert into consultation.receipt_key (seed)
values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
