-- A role that is lent: for whom its holder stands in. Whoever holds it so hands nothing on.
alter table identity.role add column stands_for uuid references identity.person;
-- A sign-in of which the provider must ask anew who it is.
alter table identity.login add column fresh boolean not null default false;
-- Sessions are seen and ended by their person: named without their token, with the browser as it calls itself.
alter table identity.session add column id uuid not null default gen_random_uuid();
alter table identity.session add column agent text;
-- When the provider last asked who it is; a session of before is as old as it is.
alter table identity.session add column authenticated_at timestamptz;
