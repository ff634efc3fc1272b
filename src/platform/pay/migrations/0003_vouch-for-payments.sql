-- Payments that were asked for before their histories told how they stand: from here on a change past the product is found.
do $$
begin
  if to_regprocedure('audit.append(uuid, timestamptz, text, text, text)') is not null then
    perform audit.append(id, now(), 'audit.recorded', 'system', '{"rows":{"payment":"' || encode(sha256(convert_to(jsonb_build_array(case_id, reason, amount, purpose, state, spent, tells, context, cash_receipt, extract(epoch from refund_asked_at), extract(epoch from expires_at), extract(epoch from made_at))::text, 'UTF8')), 'hex') || '"}}')
    from pay.payment;
  end if;
end $$;
