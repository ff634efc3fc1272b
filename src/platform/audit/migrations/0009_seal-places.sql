-- What a seal fixes beside its heads: where each event stands and when it was, so that neither moves within a seal. Seals made before have none.
alter table audit.seal add column places bytea;
