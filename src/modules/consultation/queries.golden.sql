-- The statements that src/modules/consultation sends, as they leave for the driver, and by what PostgreSQL finds their rows.
-- Written by `npm run golden`, which goes once through the product and listens (e2e/golden/run-scenario.ts); `npm test` fails when it is stale.
-- `by` an index: found in it. `along` an index: read in its order until there is enough. `whole`: no index can serve, however many rows there are.
-- A function called in a statement hides its own: docs/schema has their bodies.
-- Not reached by that way through the product, so not here:
--   store/answers.ts completeAnswer
--   store/answers.ts findAnswer
--   store/answers.ts oldestRead
--   store/comments.ts findAuthor
--   store/comments.ts findOwn
--   store/comments.ts insertComments
--   store/comments.ts loadPlaces
--   store/comments.ts setPlaces
--   store/discussions.ts lockText
--   store/discussions.ts setVersion
--   store/entered.ts insertEntered
--   store/groups.ts confirmGroup
--   store/groups.ts findGroup
--   store/groups.ts groupMembers
--   store/groups.ts lockGroup
--   store/groups.ts moveMembers
--   store/hidings.ts appealsElsewhere
--   store/hidings.ts decideAppeal
--   store/hidings.ts findHiding
--   store/hidings.ts hiddenWaiting
--   store/hidings.ts insertHiding
--   store/hidings.ts isAuthor
--   store/hidings.ts lockHiding
--   store/hidings.ts openAppeals
--   store/hidings.ts setAppeal
--   store/hidings.ts setHidden
--   store/holders.ts insertHolder
--   store/owed.ts disputableBy
--   store/owed.ts insertDispute
--   store/owed.ts insertDone
--   store/pending.ts correspondentOf
--   store/pending.ts countPending
--   store/pending.ts forgetPending
--   store/pending.ts insertPending
--   store/pending.ts settlePending
--   store/subscriptions.ts countUnconfirmed
--   store/subscriptions.ts forgetUnconfirmed
--   store/subscriptions.ts insertSubscription

-- store/answers.ts answeredAuthors
-- comment by comment_answer
select distinct on (author) author, id as comment
from consultation.comment
where discussion = $1 and answer = $2 and author is not null and ($3::uuid is null or author > $3)
order by author, id
limit $4;

-- store/answers.ts countOutcomes
-- answer by answer_pkey, comment by comment_answer
select a.outcome, count(*)::int as comments
from consultation.comment c
join consultation.answer a on a.discussion = c.discussion and a.id = c.answer
where c.discussion = $1 and c.answer is not null
group by a.outcome
order by comments desc, a.outcome;

-- store/answers.ts countOwing
-- answer by answer_owing
select coalesce(sum(comments), 0)::int as owing, coalesce(sum(comments) filter (where owed is null), 0)::int as silent
from consultation.answer
where discussion = $1 and outcome in ('accepted', 'in-part') and change_version is null;

-- store/answers.ts giveAnswer
-- comment by comment_awaits
with given as ( update consultation.comment set answer = $2 where discussion = $1 and id = $11 and awaits returning 1 ) insert into consultation.answer (discussion, id, outcome, reason, reason_hash, change_version, change_unit, given_by, given_by_name, at, comments)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, count(*)
from given
having count(*) > 0
returning comments;

-- store/answers.ts lockReasons
select pg_advisory_xact_lock(hashtextextended('consultation.reasons ' || $1::uuid, 0));

-- store/answers.ts newestAnswers
-- answer by answer_pkey, owed_dispute by owed_dispute_pkey, owed_done by owed_done_pkey
select id, outcome, reason, change_version as version, change_unit as unit, owed, owed_by::text as "owedBy", (select what from consultation.owed_said o where o.discussion = a.discussion and o.answer = a.id) as done, exists (select 1 from consultation.owed_said o where o.discussion = a.discussion and o.answer = a.id and o.disputed) as disputed, given_by_name as by, at, comments
from consultation.answer a
where discussion = $1
order by id desc
limit $2;

-- store/answers.ts reasonsOf
-- answer by answer_reason
select hash, reason
from ( select distinct on (reason_hash) reason_hash as hash, id, case when reason_hash <> all($2::text[]) then reason end as reason from consultation.answer where discussion = $1 order by reason_hash, id) t
order by id;

-- store/comments.ts countAgain
-- comment by comment_place
select coalesce(place_unit, '') as unit, count(*)::int as all, count(*) filter (where awaits)::int as waiting
from consultation.comment
where discussion = $1 and confirmed_at is not null
group by 1;

-- store/comments.ts countForBusiness
-- comment by comment_place
select count(*)::int as n
from consultation.comment
where discussion = $1 and confirmed_at is not null and business is not null;

-- store/comments.ts findComment
-- answer by answer_pkey, answer by answer_reason, comment by comment_place, comment_group by comment_group_pkey, correspondent by correspondent_pkey, entered by entered_pkey, owed_dispute by owed_dispute_pkey, owed_done by owed_done_pkey
select c.id, c.version, c.unit, c.passage_from as "from", c.passage_until as until, c.passage, case when c.hidden_reason is null then c.words end as words, case when c.hidden_reason is null then c.proposal end as proposal, c.place_state as "placeState", c.place_unit as "placeUnit", c.place_from as "placeFrom", c.place_until as "placeUntil", c.place_instead as "placeInstead", case when g.id is not null then jsonb_build_object('id', g.id, 'members', g.members, 'state', g.state) end as group, c.language, c.author, case when c.hidden_reason is null then c.author_name end as "authorName", case when c.hidden_reason is null then c.business end as business, exists (select 1 from consultation.correspondent k where k.id = c.author) as "byEmail", case when c.author is null then (select jsonb_build_object('source', e.source, 'origin', e.origin, 'received', e.received, 'by', e.entered_by_name) from consultation.entered e where e.discussion = c.discussion and e.comment = c.id) end as entered, c.at, c.supported, c.hidden_reason as "hiddenReason", case when a.id is not null then jsonb_build_object('id', a.id, 'outcome', a.outcome, 'reason', a.reason, 'changeVersion', a.change_version, 'changeUnit', a.change_unit, 'owed', a.owed, 'owedBy', a.owed_by, 'done', case when a.owed is not null then (select what from consultation.owed_said o where o.discussion = a.discussion and o.answer = a.id) end, 'disputed', a.owed is not null and exists (select 1 from consultation.owed_said o where o.discussion = a.discussion and o.answer = a.id and o.disputed), 'by', a.given_by_name, 'at', to_char(a.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'repeated', (select count(*) from consultation.answer r where r.discussion = a.discussion and r.reason_hash = a.reason_hash), 'comments', a.comments) end as answer
from consultation.comment c
left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer
left join consultation.comment_group g on g.discussion = c.discussion and g.id = c.group_id
where c.discussion = $1 and c.id = $2 and c.confirmed_at is not null;

-- store/comments.ts insertComment
insert into consultation.comment (discussion, id, version, unit, passage_from, passage_until, passage, words, proposal, language, author, author_name, business, at, confirmed_at, salt, place_unit, place_from, place_until, place_state, place_instead, signature, content, placed_on)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24);

-- store/comments.ts listComments
-- answer by answer_pkey, answer by answer_reason, comment by comment_pkey, comment_group by comment_group_pkey, correspondent by correspondent_pkey, entered by entered_pkey, owed_dispute by owed_dispute_pkey, owed_done by owed_done_pkey
select c.id, c.version, c.unit, c.passage_from as "from", c.passage_until as until, c.passage, case when c.hidden_reason is null then c.words end as words, case when c.hidden_reason is null then c.proposal end as proposal, c.place_state as "placeState", c.place_unit as "placeUnit", c.place_from as "placeFrom", c.place_until as "placeUntil", c.place_instead as "placeInstead", case when g.id is not null then jsonb_build_object('id', g.id, 'members', g.members, 'state', g.state) end as group, c.language, c.author, case when c.hidden_reason is null then c.author_name end as "authorName", case when c.hidden_reason is null then c.business end as business, exists (select 1 from consultation.correspondent k where k.id = c.author) as "byEmail", case when c.author is null then (select jsonb_build_object('source', e.source, 'origin', e.origin, 'received', e.received, 'by', e.entered_by_name) from consultation.entered e where e.discussion = c.discussion and e.comment = c.id) end as entered, c.at, c.supported, c.hidden_reason as "hiddenReason", case when a.id is not null then jsonb_build_object('id', a.id, 'outcome', a.outcome, 'reason', a.reason, 'changeVersion', a.change_version, 'changeUnit', a.change_unit, 'owed', a.owed, 'owedBy', a.owed_by, 'done', case when a.owed is not null then (select what from consultation.owed_said o where o.discussion = a.discussion and o.answer = a.id) end, 'disputed', a.owed is not null and exists (select 1 from consultation.owed_said o where o.discussion = a.discussion and o.answer = a.id and o.disputed), 'by', a.given_by_name, 'at', to_char(a.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'repeated', (select count(*) from consultation.answer r where r.discussion = a.discussion and r.reason_hash = a.reason_hash), 'comments', a.comments) end as answer
from consultation.comment c
left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer
left join consultation.comment_group g on g.discussion = c.discussion and g.id = c.group_id
where c.discussion = $1 and c.confirmed_at is not null and $2::text is null and ($3::uuid is null or c.id < $3)
order by c.id desc
limit $4;

-- store/comments.ts listOwn
-- answer along answer_pkey, answer by answer_reason, comment by comment_author, comment_group along comment_group_pkey, correspondent by correspondent_pkey, discussion along discussion_pkey, entered by entered_pkey, owed_dispute by owed_dispute_pkey, owed_done by owed_done_pkey
select c.id, c.version, c.unit, c.passage_from as "from", c.passage_until as until, c.passage, c.words, c.proposal, c.place_state as "placeState", c.place_unit as "placeUnit", c.place_from as "placeFrom", c.place_until as "placeUntil", c.place_instead as "placeInstead", case when g.id is not null then jsonb_build_object('id', g.id, 'members', g.members, 'state', g.state) end as group, c.language, c.author, c.author_name as "authorName", c.business, exists (select 1 from consultation.correspondent k where k.id = c.author) as "byEmail", case when c.author is null then (select jsonb_build_object('source', e.source, 'origin', e.origin, 'received', e.received, 'by', e.entered_by_name) from consultation.entered e where e.discussion = c.discussion and e.comment = c.id) end as entered, c.at, c.supported, c.hidden_reason as "hiddenReason", case when a.id is not null then jsonb_build_object('id', a.id, 'outcome', a.outcome, 'reason', a.reason, 'changeVersion', a.change_version, 'changeUnit', a.change_unit, 'owed', a.owed, 'owedBy', a.owed_by, 'done', case when a.owed is not null then (select what from consultation.owed_said o where o.discussion = a.discussion and o.answer = a.id) end, 'disputed', a.owed is not null and exists (select 1 from consultation.owed_said o where o.discussion = a.discussion and o.answer = a.id and o.disputed), 'by', a.given_by_name, 'at', to_char(a.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'repeated', (select count(*) from consultation.answer r where r.discussion = a.discussion and r.reason_hash = a.reason_hash), 'comments', a.comments) end as answer, c.discussion, d.title, d.version as "textNow"
from consultation.comment c
left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer
left join consultation.comment_group g on g.discussion = c.discussion and g.id = c.group_id
join consultation.discussion d on d.id = c.discussion
where c.author = $1 and ($2::uuid is null or c.id < $2)
order by c.id desc
limit $3;

-- store/comments.ts support
insert into consultation.support (discussion, comment, person, at)
values ($1, $2, $3, $4)
on conflict do nothing;

-- store/comments.ts support
-- comment by comment_author
update consultation.comment
set supported = supported + $3
where discussion = $1 and id = $2
returning supported;

-- store/comments.ts supportedOf
-- comment by comment_pkey
select id, supported
from consultation.comment
where discussion = $1 and supported > 0;

-- store/discussions.ts closeDiscussion
-- discussion by discussion_pkey
update consultation.discussion
set state = 'closed', closed_at = $2, closed_by = $3, root = $4, record_format = 2
where id = $1;

-- store/discussions.ts countComments
-- shard by shard_pkey
select coalesce(sum(comments), 0)::int as comments, coalesce(sum(awaiting), 0)::int as waiting
from consultation.shard
where discussion = $1;

-- store/discussions.ts figuresByBody
-- answer along answer_pkey, comment along comment_place, discussion along discussion_pkey
select d.body, count(distinct d.id)::int as discussions, count(distinct d.id) filter (where d.state = 'open')::int as open, count(c.id)::int as comments, count(c.id) filter (where c.awaits)::int as waiting, count(a.id)::int as answered, count(a.id) filter (where a.outcome in ('accepted', 'in-part'))::int as accepted, percentile_cont(0.5) within group (order by extract(epoch from a.at - c.at) / 86400)::float8 as days
from consultation.discussion d
left join consultation.comment c on c.discussion = d.id and c.confirmed_at is not null
left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer
group by d.body
order by count(c.id) desc, d.body;

-- store/discussions.ts findBodyOf
-- discussion by discussion_pkey
select body
from consultation.discussion
where id = $1;

-- store/discussions.ts findDiscussion
-- discussion by discussion_pkey
select id, body, kind, title, language, note, costs, amendment, opened_at as "openedAt", until, version, state, closed_at as "closedAt", root, record_format as "recordFormat"
from consultation.discussion
where id = $1;

-- store/discussions.ts insertDiscussion
insert into consultation.discussion (id, body, kind, title, language, note, costs, opened_at, until, opened_by, amendment)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- store/discussions.ts listDiscussions
-- discussion by discussion_open, shard by shard_pkey
select id, body, kind, title, language, note, costs, amendment, opened_at as "openedAt", until, version, state, closed_at as "closedAt", root, record_format as "recordFormat", s.comments, s.waiting
from consultation.discussion d
cross join lateral (select sum(comments)::int as comments, sum(awaiting)::int as waiting from consultation.shard where discussion = d.id) s
where state = $1 and ($2::timestamptz is null or (until, id) > ($2, $3))
order by until asc, id asc
limit $4;

-- store/discussions.ts lockCounters
-- shard by shard_pkey
select number
from consultation.shard
where discussion = $1
order by number
for update;

-- store/discussions.ts lockDiscussion
-- discussion by discussion_pkey
select id, body, kind, title, language, note, costs, amendment, opened_at as "openedAt", until, version, state, closed_at as "closedAt", root, record_format as "recordFormat"
from consultation.discussion
where id = $1
for no key update;

-- store/discussions.ts shareText
select pg_advisory_xact_lock_shared(hashtextextended('consultation.text ' || $1::uuid, 0));

-- store/entered.ts enteredOf
-- entered by entered_pkey
select comment, source, origin, received::text as received
from consultation.entered
where discussion = $1;

-- store/groups.ts listGroups
-- comment by comment_group_waits, comment by comment_of_group, comment_group by comment_group_size
select g.id, g.state, g.members, g.people, g.revision, (select count(*)::int from consultation.comment c where c.discussion = g.discussion and c.group_id = g.id and c.awaits) as waiting, (select c.words from consultation.comment c where c.discussion = g.discussion and c.group_id = g.id and c.hidden_reason is null order by c.id limit 1) as words
from consultation.comment_group g
where g.discussion = $1 and ($2::int is null or (g.members, g.id) < ($2, $3::uuid))
order by g.members desc, g.id desc
limit $4;

-- store/groups.ts loadUngrouped
-- comment by comment_awaits, comment_group by comment_group_pkey
select c.id, c.signature, c.content, c.group_id as "groupId"
from consultation.comment c
left join consultation.comment_group g on g.discussion = c.discussion and g.id = c.group_id
where c.discussion = $1 and c.id > $2 and c.awaits and c.content is not null and (g.id is null or g.state = 'proposed')
order by c.id
limit $3;

-- store/groups.ts proposeGroups
-- comment by comment_of_group, comment_group by comment_group_pkey
delete from consultation.comment_group g
where discussion = $1 and state = 'proposed' and id <> all($2) and not exists (select 1 from consultation.comment c where c.discussion = g.discussion and c.group_id = g.id);

-- store/groups.ts proposeGroups
insert into consultation.comment_group (discussion, id, state, members)
select $1, id, 'proposed', members
from unnest($2::uuid[], $3::int[]) as t(id, members)
on conflict (discussion, id) do update
set members = excluded.members, revision = comment_group.revision + 1
where comment_group.state = 'proposed' and (comment_group.members <> excluded.members or comment_group.id = any($4::uuid[]));

-- store/groups.ts proposeGroups
-- comment_group by comment_group_pkey
select id
from consultation.comment_group
where discussion = $1 and state = 'proposed'
order by id
for update;

-- store/groups.ts proposeGroups
-- comment by comment_of_group, comment_group by comment_group_size
update consultation.comment_group g
set people = (select count(distinct coalesce(c.author, c.id))::int from consultation.comment c where c.discussion = $1 and c.group_id = g.id)
where g.discussion = $1 and g.state = 'proposed' and g.id = any($2::uuid[]);

-- store/groups.ts proposeGroups
-- comment by comment_awaits, comment by comment_pkey, comment_group by comment_group_pkey
with moved as (update consultation.comment c set group_id = t.group_id from (select c.id, c.group_id as was, n.group_id from consultation.comment c left join unnest($2::uuid[], $3::uuid[]) as n(group_id, id) on n.id = c.id left join consultation.comment_group g on g.discussion = c.discussion and g.id = c.group_id where c.discussion = $1 and c.awaits and c.content is not null and (g.id is null or g.state = 'proposed') and c.group_id is distinct from n.group_id) t where c.discussion = $1 and c.id = t.id returning t.was, t.group_id as now)
select was as id
from moved union select now
from moved;

-- store/holders.ts findHeld
-- holder by holder_pkey
select discussion, comment
from consultation.holder
where token_hash = $1;

-- store/holders.ts receiptSeed
-- receipt_key whole
select seed
from consultation.receipt_key;

-- store/owed.ts answeredTo
-- comment along comment_answer
select distinct answer
from consultation.comment
where author = $1 and answer::text = any($2);

-- store/owed.ts holdSaid
-- answer by answer_reason
select 1
from consultation.answer
where discussion = $1 and id = $2
for no key update;

-- store/owed.ts listOwed
-- answer along answer_pkey, discussion along discussion_pkey, owed_dispute by owed_dispute_pkey, owed_done along owed_done_pkey, owed_done by owed_done_pkey
select a.discussion, d.title, d.body, a.id as answer, a.owed, a.owed_by::text as "owedBy", a.comments, a.given_by_name as by, a.at, o.number as statement, coalesce(o.disputed, false) as disputed, coalesce((select jsonb_agg(jsonb_build_object('what', s.what, 'by', s.said_by_name, 'at', to_char(s.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'address', s.address, 'seen', case when s.seen_version is not null then jsonb_build_object('discussion', s.seen_discussion, 'version', s.seen_version, 'unit', s.seen_unit) end, 'disputes', coalesce((select jsonb_agg(jsonb_build_object('by', p.person_name, 'why', p.why, 'at', to_char(p.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by p.at, p.person) from consultation.owed_dispute p where p.discussion = s.discussion and p.answer = s.answer and p.statement = s.number), '[]')) order by s.number) from consultation.owed_done s where s.discussion = a.discussion and s.answer = a.id), '[]') as said, coalesce(a.owed_by, date '9999-12-31')::text as term, exists (select 1 from consultation.owed_dispute p where p.discussion = a.discussion and p.answer = a.id and p.statement = o.number and p.person = $6) as "disputedByViewer"
from consultation.answer a
join consultation.discussion d on d.id = a.discussion
left join lateral (select number, disputed from consultation.owed_said n where n.discussion = a.discussion and n.answer = a.id) o on true
where a.owed is not null and a.change_version is null and (o.number is null or o.disputed) <> $1 and ($2::uuid is null or a.discussion = $2) and ($3::date is null or (coalesce(a.owed_by, date '9999-12-31'), a.id) > ($3, $4::uuid))
order by coalesce(a.owed_by, date '9999-12-31'), a.id
limit $5;

-- store/owed.ts owedByBody
-- answer along answer_pkey, discussion along discussion_body, owed_dispute by owed_dispute_pkey, owed_done along owed_done_pkey
select d.body, count(*)::int as owed, count(*) filter (where a.owed_by < $1)::int as over
from consultation.answer a
join consultation.discussion d on d.id = a.discussion
left join lateral (select number, disputed from consultation.owed_said n where n.discussion = a.discussion and n.answer = a.id) o on true
where a.owed is not null and a.change_version is null and (o.number is null or o.disputed)
group by d.body;

-- store/pending.ts correspondents
-- correspondent by correspondent_pkey
select id, email, name, language
from consultation.correspondent
where id = any($1);

-- store/pending.ts countLettersOut
-- pending by pending_discussion
select count(*)::int as n
from consultation.pending
where discussion = $1 and expires_at > $2 and became is null;

-- store/pending.ts findPending
-- pending by pending_expires
select discussion, email, name, comment, language, at, became
from consultation.pending
where token_hash = $1 and expires_at > $2;

-- store/pending.ts findPending
-- pending by pending_expires
select discussion, email, name, comment, language, at, became
from consultation.pending
where token_hash = $1 and expires_at > $2
for update;

-- store/pending.ts puzzleKey
-- puzzle_key whole
select key
from consultation.puzzle_key;

-- store/record.ts findRecordItem
-- answer by answer_pkey, comment by comment_place
select c.id, c.at, c.version, c.unit, c.passage, c.words, c.proposal, c.author_name as name, c.business, c.salt, c.hidden_reason as hidden, a.outcome, a.reason, a.change_version as "changeVersion", a.change_unit as "changeUnit", a.owed, a.owed_by::text as "owedBy", a.given_by_name as by, a.at as "answeredAt"
from consultation.comment c
left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer
where c.discussion = $1 and c.id = $2 and c.confirmed_at is not null;

-- store/record.ts partsOfPaper
-- answer by answer_pkey, comment by comment_pkey
select (array_agg(id order by id))[1] as first
from ( select id, div(sum(letters) over (order by id) - letters, $2::int) as part from ( select c.id, ($3::int + coalesce(length(c.passage), 0) + length(c.words) + coalesce(length(c.proposal), 0) + coalesce(length(a.reason), 0))::bigint as letters from consultation.comment c left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer where c.discussion = $1 and c.confirmed_at is not null) w) p
group by part
order by 1;

-- store/record.ts recordItems
-- answer by answer_pkey, comment by comment_pkey
select c.id, c.at, c.version, c.unit, c.passage, c.words, c.proposal, c.author_name as name, c.business, c.salt, c.hidden_reason as hidden, a.outcome, a.reason, a.change_version as "changeVersion", a.change_unit as "changeUnit", a.owed, a.owed_by::text as "owedBy", a.given_by_name as by, a.at as "answeredAt"
from consultation.comment c
left join consultation.answer a on a.discussion = c.discussion and a.id = c.answer
where c.discussion = $1 and c.confirmed_at is not null
order by c.id;

-- store/subscriptions.ts confirmSubscription
-- subscription by subscription_secret_key
update consultation.subscription
set confirmed_at = coalesce(confirmed_at, $2)
where secret = $1;

-- store/subscriptions.ts findSubscription
-- subscription by subscription_secret_key
select id, discussion, email, language, secret, confirmed_at as "confirmedAt"
from consultation.subscription
where secret = $1;

-- store/subscriptions.ts removeSubscription
-- subscription by subscription_secret_key
delete from consultation.subscription
where secret = $1;

-- store/subscriptions.ts subscribersOf
-- subscription along subscription_pkey
select id, discussion, email, language, secret, confirmed_at as "confirmedAt"
from consultation.subscription
where discussion is not distinct from $1 and confirmed_at is not null and ($2::uuid is null or id > $2)
order by id
limit $3;

-- store/texts.ts findAkn
-- text by text_pkey
select akn
from consultation.text
where discussion = $1 and number = $2;

-- store/texts.ts insertText
insert into consultation.text (discussion, number, akn, at, note)
values ($1, $2, $3, $4, $5);

-- store/texts.ts listTexts
-- text by text_pkey
select number, at, note
from consultation.text
where discussion = $1
order by number;
