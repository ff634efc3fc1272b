import { z } from 'zod'
import { Named, Provenance } from './named.ts'
import { refuseTwice, type CountryFile } from './read-country-file.ts'

const PlaceData = z.strictObject({
  /** Code of the national classifier of administrative units (SOATO). */
  code: z.string().regex(/^\d{4,10}$/),
  level: z.enum(['region', 'district']),
  /** Code of the region; districts only. */
  region: z.string().optional(),
  kind: z.string().optional(),
  name: Named,
  /** The name in the case that names of offices need, where a language has cases. */
  of: z.partialRecord(z.enum(['uz', 'ru', 'en']), z.string()).optional(),
})

/** `places.yaml` */
export const PlacesFile = z.strictObject({ places: z.array(PlaceData).min(1), provenance: Provenance.optional() })

/** A region or a district of the country. */
export type Place = z.output<typeof PlaceData>

/** Regions and districts by code; notes districts of unknown regions. */
export function indexPlaces(file: CountryFile<z.output<typeof PlacesFile>>): ReadonlyMap<string, Place> {
  const { places } = file.value
  refuseTwice(
    file,
    'places',
    places.map((place) => place.code),
    'the place',
  )
  const regions = new Set(places.filter((place) => place.level === 'region').map((place) => place.code))
  places.forEach((place, at) => {
    if (place.level === 'district' && !regions.has(place.region ?? ''))
      file.wrong(['places', at], `the district ${place.code} needs the code of a region that is listed`)
  })
  return new Map(places.map((place) => [place.code, place]))
}
