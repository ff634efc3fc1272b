-- Whom nobody could be offered what is due, and what a person has to look at: few among all, and read by those who run it.
create index occasion_problem on proactive.occasion (service, problem) where problem is not null and state <> 'withdrawn';
