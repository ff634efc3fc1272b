-- Cases that the state begins by itself: nobody applied.
alter table casework.application drop constraint application_channel_check;
alter table casework.application add constraint application_channel_check check (channel in ('web', 'counter', 'paper', 'proactive'));
