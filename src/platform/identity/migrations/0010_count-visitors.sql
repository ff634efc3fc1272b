-- What anybody can write without being known is counted where all processes see it: by a digest of the visitor's address.
alter table identity.login add column visitor bytea;
create index login_visitor on identity.login (visitor, expires_at);
alter table identity.kept_form add column visitor bytea;
create index kept_form_visitor on identity.kept_form (visitor, expires_at);
