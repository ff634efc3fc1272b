import type { Named } from '../../../platform/country/index.ts'
import { readPeople } from '../../../platform/identity/index.ts'

/** Accounts of the demonstration who apply for things: at a counter one types their numbers. */
const APPLICANTS = ['citizen', 'business']

/** Names and national numbers of made-up applicants. @param file the country pack's demo people */
export const demoNumbers = (file: string): { name: Named; number: string }[] =>
  readPeople(file)
    .filter(({ persona }) => persona !== undefined && APPLICANTS.includes(persona))
    .map(({ name, number }) => ({ name: name as Named, number }))
