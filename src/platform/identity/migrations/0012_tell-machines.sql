-- The account that a body's system speaks by is told from people's: it stands on no list of colleagues.
alter table identity.person add column machine boolean not null default false;
do $$
begin
  if exists (
    select from information_schema.columns where table_schema = 'exchange' and table_name = 'system' and column_name = 'own_account'
  ) then
    update identity.person p set machine = true where exists (select from exchange.system s where s.account = p.id and s.own_account);
  end if;
end $$;
