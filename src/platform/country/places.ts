import { z } from 'zod'
import { Provenance, type NameShapes } from './named.ts'
import { refuseTwice, type CountryFile } from './read-country-file.ts'

const PlaceData = ({ Named, NamedInSome }: NameShapes) =>
  z.strictObject({
    /** Code of the national classifier of administrative units. */
    code: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,11}$/, 'small letters, digits and hyphens: it becomes part of the ids of offices'),
    /** A level of bodies (`bodies.yaml`). */
    level: z.string(),
    /** Code of the place that it lies in. */
    within: z.string().optional(),
    kind: z.string().optional(),
    name: Named,
    /** The name in the case that names of offices need, where a language has cases. */
    of: NamedInSome.optional(),
  })

/** `places.yaml` */
export const PlacesFile = (shapes: NameShapes) =>
  z.strictObject({ places: z.array(PlaceData(shapes)).min(1), provenance: Provenance.optional() })
export type PlacesFile = z.output<ReturnType<typeof PlacesFile>>

/** A place with bodies of its own: a municipality, a district, a region. */
export type Place = z.output<ReturnType<typeof PlaceData>>

/** Places by code; notes those that lie in one that is not listed, or in themselves. */
export function indexPlaces(file: CountryFile<PlacesFile>): ReadonlyMap<string, Place> {
  const { places } = file.value
  refuseTwice(
    file,
    'places',
    places.map((place) => place.code),
    'the place',
  )
  const known = new Map(places.map((place) => [place.code, place]))
  places.forEach((place, at) => {
    const seen = new Set([place.code])
    for (let { within } = place; within !== undefined; within = known.get(within)?.within) {
      if (!known.has(within)) file.wrong(['places', at], `${place.code} lies in ${within}, which is not listed`)
      if (seen.has(within)) {
        file.wrong(['places', at], `${place.code} lies in itself`)
        break
      }
      seen.add(within)
    }
  })
  return known
}
