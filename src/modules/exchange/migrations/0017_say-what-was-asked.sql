-- Which attributes a register was asked for: "the register of births" alone says nothing to whoever it was asked about.
-- Null: all that it tells of a piece of evidence, or of oneself.
alter table exchange.access add column attributes text[];
