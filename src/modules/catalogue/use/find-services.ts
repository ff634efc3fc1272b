import { z } from 'zod'
import { corrections, plainLetters } from '../../../kernel/text/index.ts'
import { LanguageId, spokenLanguage } from '../model/spoken-language.ts'
import { After, cursorOf, useCase } from '../../../platform/use-case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Spelling } from '../../../platform/country/index.ts'
import { ServiceCard, serviceCard } from '../model/service-card.ts'
import {
  exactWord,
  partsOf,
  saysNothing,
  splitsOf,
  typedWords,
  waysOfParts,
  waysOfShortStems,
  waysToCorrect,
  waysToFind,
  waysTogether,
  type Asked,
  type TypedWord,
} from '../model/search-query.ts'
import { servicesByName, servicesByWords, wordsFound, wordsLike } from '../store/services.ts'

/** Words that a mistyped one is taken for. */
const CORRECTIONS = 3

/** What the list is sorted by, name or fitness, and the id; PostgreSQL stores no NUL. */
const Part = z.string().refine((text) => !text.includes('\0'))
const cursor = cursorOf(z.tuple([Part, Part]))

export const findServices = useCase({
  name: 'catalogue.find-services',
  title: 'Find public services by words in any spelling, by life event, audience or body; without words, by name',
  at: 'GET /services',
  input: z.object({
    query: z.string().max(200).optional(),
    /** Of the answer; the search itself knows all. Absent: the language of the request. */
    language: LanguageId.optional(),
    lifeEvent: z.string().max(100).optional(),
    audience: z.enum(['population', 'business']).optional(),
    /** A kind of body, or an office of one. */
    body: z.string().max(100).optional(),
    after: After,
    size: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    items: z.array(ServiceCard),
    next: z.string().nullable(),
    total: z.number(),
    /** Words that stand nowhere, and what they were taken for. */
    corrected: z.array(z.object({ typed: z.string(), meant: z.string() })),
    /** Words that the first service does not have: nothing was found that is all that was asked for. */
    missing: z.array(z.string()),
  }),
  needs: ['country'],
  example: {
    input: { query: 'certificate of housing', language: 'en' },
    output: { items: [], next: null, total: 0, corrected: [], missing: [] },
  },
  may: 'anyone',
}).reads(async ({ input, language: spoken, world }, tx) => {
  const language = spokenLanguage(world.country, input.language, spoken)
  const narrowed = {
    lifeEvent: input.lifeEvent,
    audience: input.audience,
    ownerKind: input.body && (world.country.findOffice(input.body)?.kind ?? input.body),
  }
  const after = cursor.read(input.after)
  const words = typedWords(input.query ?? '', world.country.spelling)
  if (words.length === 0) {
    // signs without a letter ask for nothing that could be found
    const found = input.query?.trim()
      ? []
      : await servicesByName(
          tx,
          narrowed,
          world.country.languages.sourceOf(language),
          after && { name: after[0], id: after[1] },
          input.size + 1,
        )
    return page(found, input.size, (last) => [last.sortedBy, last.id])
  }
  const { asked, corrected, understood } = await understand(tx, input.query!, words, world.country.spelling)
  const found = await servicesByWords(
    tx,
    asked,
    narrowed,
    after && { score: after[0], id: after[1] },
    input.size + 1,
    world.country.languages.first,
  )
  const has = new Set(found[0]?.has)
  const missing = found[0] ? understood.flatMap(({ typed }, at) => (has.has(at) ? [] : [typed])) : []
  return page(found, input.size, (last) => [last.score, last.id], {
    // what a word was taken for and does not stand in what was found helps nobody
    corrected: corrected.filter(({ typed }) => !missing.includes(typed)),
    missing: after ? [] : missing,
  })

  /** @param lines one more than the page holds when there is a next one */
  function page<Line extends Parameters<typeof serviceCard>[0] & { total: number }>(
    lines: readonly Line[],
    size: number,
    place: (last: Line) => [string, string],
    about: { corrected: { typed: string; meant: string }[]; missing: string[] } = { corrected: [], missing: [] },
  ) {
    const last = lines.length > size ? lines[size - 1] : undefined
    return {
      items: lines.slice(0, size).map((line) => serviceCard(line, language, world.country)),
      next: last ? cursor.write(place(last)) : null,
      total: lines[0]?.total ?? 0,
      ...about,
    }
  }
})

/**
 * Ways to find each word; one that stands nowhere is looked for in the parts it may be written in, and then taken for
 * those it may have meant.
 */
async function understand(
  tx: Tx,
  query: string,
  words: readonly TypedWord[],
  spelling: Spelling,
): Promise<{ asked: Asked[]; corrected: { typed: string; meant: string }[]; understood: TypedWord[] }> {
  const whole = words.flatMap((word, at) => waysToFind(word, at, spelling))
  const stand = await wordsFound(tx, whole)
  // what was typed with hyphens and stands nowhere as one word is several
  const understood = words.flatMap((word, at) => (stand.has(at) ? [word] : partsOf(word)))
  const apart = understood.length > words.length
  const asked = apart ? understood.flatMap((word, at) => waysToFind(word, at, spelling)) : whole
  const standing = apart ? await wordsFound(tx, asked) : stand
  const corrected: { typed: string; meant: string }[] = []
  let apartQuery = plainLetters(query)
  for (const [at, { typed, folded }] of understood.entries()) {
    if (standing.has(at)) continue
    const short = waysOfShortStems(folded, at, spelling)
    if (short.length > 0 && (await wordsFound(tx, short)).size > 0) {
      asked.push(...short)
      continue
    }
    const split = await standingSplits(tx, folded, at, spelling)
    if (split) {
      asked.push(...split.ways)
      apartQuery = apartQuery.replace(typed, split.parts.join(' '))
      continue
    }
    const near = corrections(
      folded,
      (await wordsLike(tx, folded)).filter((known) => !saysNothing(known, spelling)),
    ).slice(0, CORRECTIONS)
    if (near.length === 0) {
      const halves = await standingHalves(tx, folded, spelling)
      if (halves.length === 0) continue
      asked.push(...halves.flatMap((half) => waysToCorrect([half], at)))
      corrected.push({ typed, meant: halves.join(' ') })
      continue
    }
    asked.push(...waysToCorrect(near, at))
    corrected.push({ typed, meant: near[0]! })
  }
  return { asked: [...asked, ...waysTogether(apartQuery, spelling)], corrected, understood }
}

/** A word as two that stand next to each other somewhere, and the ways to find them. */
async function standingSplits(tx: Tx, folded: string, at: number, spelling: Spelling) {
  const splits = splitsOf(folded).map((parts) => ({ parts, ways: waysOfParts(parts, at, spelling) }))
  const found = await wordsFound(
    tx,
    splits.flatMap(({ ways }, split) => ways.map((asked) => ({ ...asked, word: split }))),
  )
  const standing = splits.filter((_, split) => found.has(split))
  return standing[0] && { parts: standing[0].parts, ways: standing.flatMap(({ ways }) => ways) }
}

/**
 * What stands somewhere of a word that somebody wrote as one and nobody wrote so, not even with a hyphen: both halves,
 * else the longer. Short ones are the beginning of too many words by chance, and one alone is the half of the word at
 * least: a driver (`voditel`) is not water (`vodi`).
 */
async function standingHalves(tx: Tx, folded: string, spelling: Spelling): Promise<string[]> {
  const splits = splitsOf(folded).map((parts) =>
    parts.filter((part) => part.length >= HALF_AT_LEAST && !saysNothing(part, spelling)),
  )
  const found = await wordsFound(
    tx,
    splits.flatMap((parts, split) =>
      parts.map((part) => ({ ...exactWord(part), word: split * 2 + parts.indexOf(part) })),
    ),
  )
  const standing = splits
    .map((parts, split) => parts.filter((_, at) => found.has(split * 2 + at)))
    .filter(
      (parts) =>
        parts.length === 2 || (parts[0] ?? '').length >= Math.max(ALONE_AT_LEAST, Math.floor(folded.length / 2)),
    )
  const worth = (parts: readonly string[]) => parts.join('').length
  return standing.reduce<string[]>((best, parts) => (worth(parts) > worth(best) ? parts : best), [])
}
const HALF_AT_LEAST = 4
const ALONE_AT_LEAST = 5
