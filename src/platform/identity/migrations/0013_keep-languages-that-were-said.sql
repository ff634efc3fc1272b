-- Whom a register made known has said no language yet: the one that stands there is the country's first. Who signed in has.
alter table identity.person add column language_said boolean not null default true;
update identity.person p set language_said = false
  where not p.demo and not p.machine and not exists (select from identity.subject s where s.person = p.id);
