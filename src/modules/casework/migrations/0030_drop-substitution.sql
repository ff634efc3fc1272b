-- who stands in for whom, and until when, stands with the role itself (identity.role.stands_for); nothing read this
drop table casework.substitution;
