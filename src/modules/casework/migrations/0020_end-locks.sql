-- When the last wrong code or number was tried: a link that was locked by too many opens again after a while.
alter table casework.offer_link add column tried_at timestamptz;
