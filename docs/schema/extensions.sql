-- Extensions as all migrations leave it, read from PostgreSQL's catalogue. Written by `npm run golden`; `npm test` fails when it is stale.

create extension if not exists pg_trgm with schema public;
