import { z } from 'zod'
import { Provenance, type Named, type NameShapes } from './named.ts'
import type { Place } from './places.ts'
import { refuseTwice, type CountryFile } from './read-country-file.ts'

/** Id of a level of bodies: a district, a region, the whole country. */
export type Level = string

/** `bodies.yaml` */
export const BodiesFile = ({ Named }: NameShapes) =>
  z.strictObject({
    /** From the nearest to people upwards; the last is the whole country and has no places. */
    levels: z.array(z.strictObject({ id: z.string().regex(/^[a-z]+$/), name: Named })).min(1),
    /** Places in which offices of a level stand, or those that lie in them; a level that is not named has all of them. */
    coverage: z.record(z.string(), z.array(z.string())).default({}),
    kinds: z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z][a-z-]*$/),
          name: Named,
          /**
           * Name of the offices of a level: `{place}` is the place's name, `{of}` the same in the case that follows a
           * noun.
           */
          offices: z.record(z.string(), Named).optional(),
        }),
      )
      .min(1),
    /** Bodies that are not one of many: ministries and the like. */
    bodies: z.array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z-]*$/),
        kind: z.string(),
        level: z.string(),
        place: z.string().optional(),
        name: Named,
      }),
    ),
    provenance: Provenance.optional(),
  })
export type BodiesFile = z.output<ReturnType<typeof BodiesFile>>

/** A kind of body: municipality, cadastre, civil registry … */
export interface BodyKind {
  id: string
  name: Named
}

/** A body in its place: the office that holds tasks and roles. */
export interface Office {
  /** `cadastre-1726266`; of a body of the whole country its own id. */
  id: string
  kind: string
  level: Level
  /** Code of its region or district; null: the whole country. */
  place: string | null
  name: Named
}

/** All offices, from kinds and the places they cover, then the single bodies; notes unknown kinds and places. */
export function expandOffices(
  file: CountryFile<BodiesFile>,
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
  const levels = file.value.levels.map((level) => level.id)
  const whole = levels.at(-1)!
  refuseTwice(file, 'levels', levels, 'the level')
  const known = new Set(kinds.map((kind) => kind.id))
  for (const [level, codes] of Object.entries(coverage)) {
    if (!levels.includes(level) || level === whole) file.wrong(['coverage', level], `"${level}" is no level of places`)
    codes.forEach((code, at) => {
      if (!places.has(code)) file.wrong(['coverage', level, at], `${code} is not a place that is listed`)
    })
  }
  kinds.forEach((kind, at) => {
    for (const level of Object.keys(kind.offices ?? {}))
      if (!levels.includes(level)) file.wrong(['kinds', at, 'offices', level], `"${level}" is not a level`)
  })
  for (const { code, level } of places.values())
    if (!levels.includes(level) || level === whole)
      file.wrong(['levels'], `${code} is of "${level}", no level of places`)
  bodies.forEach((body, at) => {
    if (!known.has(body.kind)) file.wrong(['bodies', at, 'kind'], `"${body.kind}" is not a kind of body`)
    if (!levels.includes(body.level)) file.wrong(['bodies', at, 'level'], `"${body.level}" is not a level`)
    if (body.place !== undefined && !places.has(body.place))
      file.wrong(['bodies', at, 'place'], `${body.place} is not a place that is listed`)
  })
  const covered = [...places.values()].filter(({ code, level, within }) => {
    const codes = coverage[level]
    return codes === undefined || codes.includes(code) || (within !== undefined && codes.includes(within))
  })
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
    ...(kind.offices?.[whole]
      ? [{ id: kind.id, kind: kind.id, level: whole, place: null, name: kind.offices[whole] }]
      : []),
  ])
  return new Map(
    [...offices, ...bodies.map((body): Office => ({ ...body, place: body.place ?? null }))].map((office) => [
      office.id,
      office,
    ]),
  )
}

const nameOf = (pattern: Named, place: Place): Named =>
  Object.fromEntries(
    Object.entries(pattern).map(([language, text]) => {
      const name = place.name[language] ?? ''
      return [language, text.replaceAll('{place}', name).replaceAll('{of}', place.of?.[language] ?? name)]
    }),
  )

/**
 * The office of a kind that serves a place: of the level asked for, else of the next above it that the kind has.
 * @param levels from the nearest to people upwards
 * @param place code of a place of any level
 */
export function officeServing(
  offices: ReadonlyMap<string, Office>,
  places: ReadonlyMap<string, Place>,
  levels: readonly Level[],
  kind: string,
  level: Level,
  place: string,
): string | undefined {
  const at = new Map<Level, string>()
  for (let here = places.get(place); here; here = here.within === undefined ? undefined : places.get(here.within))
    at.set(here.level, here.code)
  if (at.size === 0) return undefined
  const whole = levels.at(-1)
  for (const wanted of levels.slice(Math.max(0, levels.indexOf(level)))) {
    const code = at.get(wanted)
    const found =
      wanted === whole
        ? [...offices.values()].find((office) => office.kind === kind && office.level === whole)
        : code === undefined
          ? undefined
          : offices.get(`${kind}-${code}`)
    if (found) return found.id
  }
  return undefined
}

/** The offices of the same kind above one, the nearest first. @param levels from the nearest to people upwards */
export function officesAbove(
  offices: ReadonlyMap<string, Office>,
  places: ReadonlyMap<string, Place>,
  levels: readonly Level[],
  id: string,
): string[] {
  const above: string[] = []
  const first = offices.get(id)
  for (let here = first; first && here && here.place !== null; ) {
    const next = levels[levels.indexOf(here.level) + 1]
    const found = next && officeServing(offices, places, levels, first.kind, next, here.place)
    here = found ? offices.get(found) : undefined
    if (here) above.push(here.id)
  }
  return above
}
