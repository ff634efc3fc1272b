-- A person's language is said when they are first known; no country's is taken for granted.
alter table identity.person alter column language drop default;
