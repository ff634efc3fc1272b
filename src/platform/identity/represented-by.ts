/**
 * SQL of the numbers of the organisations a person may act for, for `organisation in …` in another room's statement.
 * The time is a parameter, not the database's own: one request knows one time.
 * @param person the statement's parameter with the person's id, such as `$2`
 * @param now the parameter with the time
 */
export const representedBy = (person: string, now: string): string =>
  `(select r.organisation from identity.representative r where r.person = ${person}::uuid and r.since <= ${now}::timestamptz and (r.until is null or r.until > ${now}::timestamptz))`
