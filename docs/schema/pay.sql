-- The schema pay as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create schema pay;

create table pay.payment (
  id uuid not null,
  case_id uuid not null,
  reason text not null,
  amount bigint not null,
  purpose text not null,
  state text not null,
  spent boolean not null default false,
  refund_asked_at timestamp with time zone,
  expires_at timestamp with time zone,
  tells text not null,
  context jsonb not null,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  cash_receipt text,
  constraint payment_pkey PRIMARY KEY (id),
  constraint payment_amount_check CHECK ((amount > 0)),
  constraint payment_state_check CHECK ((state = ANY (ARRAY['created'::text, 'pending'::text, 'paid'::text, 'refunded'::text, 'cancelled'::text])))
);

create table pay.transaction (
  id text not null,
  payment uuid not null,
  number bigint not null generated always as identity,
  amount bigint not null,
  state smallint not null,
  provider_time bigint not null,
  create_time bigint not null,
  perform_time bigint not null default 0,
  cancel_time bigint not null default 0,
  reason smallint,
  constraint transaction_pkey PRIMARY KEY (id),
  constraint transaction_number_key UNIQUE (number),
  constraint transaction_state_check CHECK ((state = ANY (ARRAY[1, 2, '-1'::integer, '-2'::integer])))
);

CREATE INDEX payment_case ON pay.payment USING btree (case_id);

CREATE UNIQUE INDEX payment_living ON pay.payment USING btree (case_id, reason) WHERE (state <> 'cancelled'::text);

CREATE UNIQUE INDEX payment_receipt ON pay.payment USING btree (cash_receipt) WHERE (cash_receipt IS NOT NULL);

CREATE INDEX transaction_payment ON pay.transaction USING btree (payment);

CREATE INDEX transaction_time ON pay.transaction USING btree (provider_time);

alter table pay.transaction add constraint transaction_payment_fkey FOREIGN KEY (payment) REFERENCES pay.payment(id);
