-- The time is given by who asks: one process knows one time, whatever the clock of the database's machine says.
-- p_ahead: months to come that are made beside the present one. Returns how many were made.
create function audit.keep_months(p_ahead integer, p_now timestamptz) returns integer language plpgsql as $$
declare
  v_month timestamp;
  v_name text;
  v_made integer := 0;
begin
  for v_month in
    select date_trunc('month', p_now at time zone 'UTC') + make_interval(months => n) from generate_series(0, p_ahead) n
    union select date_trunc('month', at at time zone 'UTC') from audit.event_other order by 1
  loop
    v_name := to_char(v_month, '"event_"YYYY_MM');
    continue when to_regclass('audit.' || v_name) is not null;
    lock table audit.event_other in access exclusive mode;
    execute format('create table audit.%I (like audit.event including defaults)', v_name);
    execute format('with moved as (delete from audit.event_other where at >= %L and at < %L returning *) insert into audit.%I select * from moved order by position', v_month at time zone 'UTC', (v_month + interval '1 month') at time zone 'UTC', v_name);
    execute format('alter table audit.event attach partition audit.%I for values from (%L) to (%L)', v_name, v_month at time zone 'UTC', (v_month + interval '1 month') at time zone 'UTC');
    v_made := v_made + 1;
  end loop;
  return v_made;
end $$;
drop function audit.keep_months(integer);
