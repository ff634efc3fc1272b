import { dirname } from 'node:path'
import { readCountry } from '../../src/platform/country/index.ts'

/** What bodies are called in the country pack that a people file lies in; ids stay ids where there is no whole pack. */
export function bodyNames(peopleFile: string): (id: string, language: string) => string {
  try {
    const country = readCountry(dirname(peopleFile))
    return (id, language) => country.displayName(id, language)
  } catch {
    return (id) => id
  }
}
