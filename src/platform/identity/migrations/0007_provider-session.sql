-- The provider's own name for the session in which somebody signed in: with its end this one ends too.
alter table identity.session add column provider_session text;
create index session_provider on identity.session (provider_session) where provider_session is not null;
