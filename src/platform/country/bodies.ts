import { z } from 'zod'
import { Named, Provenance } from './named.ts'
import type { Place } from './places.ts'
import { refuseTwice, type CountryFile } from './read-country-file.ts'

export const LEVELS = ['district', 'region', 'republic'] as const
/** From the nearest to people upwards. */
export type Level = (typeof LEVELS)[number]

const KindData = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  name: Named,
  /** Name of the offices of a level: `{place}` is the place's name, `{of}` the same in the case that follows a noun. */
  offices: z.partialRecord(z.enum(LEVELS), Named).optional(),
})

/** `bodies.yaml` */
export const BodiesFile = z.strictObject({
  /** Codes of the regions in which offices stand, by level: of districts in these, of these themselves. */
  coverage: z.strictObject({ district: z.array(z.string()), region: z.array(z.string()) }),
  kinds: z.array(KindData).min(1),
  /** Bodies that are not one of many: ministries and the like. */
  bodies: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z-]*$/),
      kind: z.string(),
      level: z.enum(LEVELS),
      place: z.string().optional(),
      name: Named,
    }),
  ),
  provenance: Provenance.optional(),
})

/** A kind of body: khokimiyat, cadastre, civil registry … */
export interface BodyKind {
  id: string
  name: Named
}

/** A body in its place: the office that holds tasks and roles. */
export interface Office {
  /** `khokimiyat-1726266`; of a body of the whole country its own id. */
  id: string
  kind: string
  level: Level
  /** Code of its region or district; null: the whole country. */
  place: string | null
  name: Named
}

/** All offices, from kinds and the places they cover, then the single bodies; notes unknown kinds and places. */
export function expandOffices(
  file: CountryFile<z.output<typeof BodiesFile>>,
  places: ReadonlyMap<string, Place>,
): ReadonlyMap<string, Office> {
  const { coverage, kinds, bodies } = file.value
  refuseTwice(
    file,
    'kinds',
    kinds.map((kind) => kind.id),
    'the kind',
  )
  refuseTwice(
    file,
    'bodies',
    bodies.map((body) => body.id),
    'the body',
  )
  const known = new Set(kinds.map((kind) => kind.id))
  for (const level of ['district', 'region'] as const)
    coverage[level].forEach((code, at) => {
      if (places.get(code)?.level !== 'region')
        file.wrong(['coverage', level, at], `${code} is not a region that is listed`)
    })
  bodies.forEach((body, at) => {
    if (!known.has(body.kind)) file.wrong(['bodies', at, 'kind'], `"${body.kind}" is not a kind of body`)
    if (body.place !== undefined && !places.has(body.place))
      file.wrong(['bodies', at, 'place'], `${body.place} is not a place that is listed`)
  })
  const covered = [...places.values()].filter((place) =>
    place.level === 'region' ? coverage.region.includes(place.code) : coverage.district.includes(place.region ?? ''),
  )
  const offices = kinds.flatMap((kind) => [
    ...covered.flatMap((place): Office[] => {
      const pattern = kind.offices?.[place.level]
      return pattern
        ? [
            {
              id: `${kind.id}-${place.code}`,
              kind: kind.id,
              level: place.level,
              place: place.code,
              name: nameOf(pattern, place),
            },
          ]
        : []
    }),
    ...(kind.offices?.republic
      ? [{ id: kind.id, kind: kind.id, level: 'republic' as const, place: null, name: kind.offices.republic }]
      : []),
  ])
  return new Map(
    [...offices, ...bodies.map((body): Office => ({ ...body, place: body.place ?? null }))].map((office) => [
      office.id,
      office,
    ]),
  )
}

function nameOf(pattern: Named, place: Place): Named {
  const filled = (language: keyof Named) =>
    pattern[language]
      .replaceAll('{place}', place.name[language])
      .replaceAll('{of}', place.of?.[language] ?? place.name[language])
  return { uz: filled('uz'), ru: filled('ru'), en: filled('en') }
}

/**
 * The office of a kind that serves a place: of the level asked for, else of the next above it that the kind has.
 * @param place code of a district or a region
 */
export function officeServing(
  offices: ReadonlyMap<string, Office>,
  places: ReadonlyMap<string, Place>,
  kind: string,
  level: string,
  place: string,
): string | undefined {
  const at = places.get(place)
  if (!at) return undefined
  for (const one of LEVELS.slice(Math.max(0, LEVELS.indexOf(level as Level)))) {
    const code =
      one === 'district'
        ? at.level === 'district'
          ? at.code
          : undefined
        : one === 'region'
          ? (at.region ?? at.code)
          : null
    const found =
      code === null
        ? [...offices.values()].find((office) => office.kind === kind && office.level === 'republic')
        : offices.get(`${kind}-${code}`)
    if (found) return found.id
  }
  return undefined
}
