/** What this instance keeps of a person, and the provider's name for each. */
export type ClaimNames = Partial<typeof CLAIMS_UNLESS_SAID>

/** Standard claims (OpenID Connect Core 1.0, 5.1); a national number has none, `pin` is what the demo provider says. */
export const CLAIMS_UNLESS_SAID = {
  number: 'pin',
  name: 'name',
  birthDate: 'birthdate',
  sex: 'gender',
  phone: 'phone_number',
  email: 'email',
}
