/** What a wait of a case says by itself (`darcha:` attributes, FEEL worked out). */
export type WaitAttributes = Readonly<Record<string, unknown>>

/** Who is to do a task: an office, unless the model says the applicant. */
export const performerOf = (attributes: WaitAttributes): 'office' | 'applicant' =>
  attributes['performer'] === 'applicant' ? 'applicant' : 'office'

/** Who holds the statutory clock while a task is open: what the model says, else whoever is to do it. */
export function clockHolder(attributes: WaitAttributes): 'state' | 'applicant' {
  const said = attributes['clock'] ?? (performerOf(attributes) === 'applicant' ? 'applicant' : 'state')
  return said === 'applicant' ? 'applicant' : 'state'
}
