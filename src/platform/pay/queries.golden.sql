-- The statements that src/platform/pay sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   payments.ts findPayment
--   payments.ts findPerformed
--   payments.ts moveExpiry

-- payments.ts findOtherTransaction
-- transaction along transaction_number_key
select id, payment, number, amount, state, provider_time as "providerTime", create_time as "createTime", perform_time as "performTime", cancel_time as "cancelTime", reason
from pay.transaction
where payment = $1 and id <> $2 and state > 0
order by number desc
limit 1;

-- payments.ts findTransaction
-- transaction by transaction_pkey
select id, payment, number, amount, state, provider_time as "providerTime", create_time as "createTime", perform_time as "performTime", cancel_time as "cancelTime", reason
from pay.transaction
where id = $1;

-- payments.ts lockPayment
-- payment by payment_pkey
select id, case_id as "caseId", reason, amount, purpose, state, spent, refund_asked_at as "refundAskedAt", expires_at as "expiresAt", tells, context, made_at as "madeAt"
from pay.payment
where id = $1
for update;

-- payments.ts paymentsOfCase
-- payment by payment_case
select id, case_id as "caseId", reason, amount, purpose, state, spent, refund_asked_at as "refundAskedAt", expires_at as "expiresAt", tells, context, made_at as "madeAt"
from pay.payment
where case_id = $1
order by made_at, id;

-- payments.ts savePayment
-- payment by payment_pkey
update pay.payment
set state = $2, spent = $3, refund_asked_at = $4, changed_at = $5
where id = $1
returning id, encode(sha256(convert_to(jsonb_build_array(case_id, reason, amount, purpose, state, spent, tells, context, cash_receipt, extract(epoch from refund_asked_at), extract(epoch from expires_at), extract(epoch from made_at))::text, 'UTF8')), 'hex') as digest;

-- payments.ts saveTransaction
insert into pay.transaction (id, payment, amount, state, provider_time, create_time, perform_time, cancel_time, reason)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (id) do update
set state = excluded.state, perform_time = excluded.perform_time, cancel_time = excluded.cancel_time, reason = excluded.reason
returning number;

-- payments.ts takeReceipt
select pg_advisory_xact_lock(hashtextextended('pay.receipt ' || $1, 0));

-- payments.ts takeReceipt
-- payment by payment_pkey, payment by payment_receipt
update pay.payment
set cash_receipt = $2
where id = $1 and not exists (select from pay.payment where cash_receipt = $2 and id <> $1)
returning id, encode(sha256(convert_to(jsonb_build_array(case_id, reason, amount, purpose, state, spent, tells, context, cash_receipt, extract(epoch from refund_asked_at), extract(epoch from expires_at), extract(epoch from made_at))::text, 'UTF8')), 'hex') as digest;

-- payments.ts transactionsBetween
-- transaction by transaction_time
select id, payment, number, amount, state, provider_time as "providerTime", create_time as "createTime", perform_time as "performTime", cancel_time as "cancelTime", reason
from pay.transaction
where provider_time between $1 and $2
order by provider_time, number;

-- request-payment.ts requestPayment
insert into pay.payment (id, case_id, reason, amount, purpose, state, tells, context, expires_at, made_at, changed_at)
values ($1, $2, $3, $4, $5, 'created', $6, $7, $8, $9, $9)
on conflict (case_id, reason)
where state <> 'cancelled' do nothing
returning id, encode(sha256(convert_to(jsonb_build_array(case_id, reason, amount, purpose, state, spent, tells, context, cash_receipt, extract(epoch from refund_asked_at), extract(epoch from expires_at), extract(epoch from made_at))::text, 'UTF8')), 'hex') as digest;
