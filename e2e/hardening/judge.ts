import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { headingFaults } from '../testing/headings.ts'

export interface Answered {
  status: number
  text: string
  type: string
  seconds?: number
}

/** Longer than this no single answer may take, in seconds; a loaded machine is given some room. */
const PATIENCE = 5
const INSIDE =
  /\n\s+at \S+ \(?\S+:\d+:\d+|node_modules|\/src\/\S+\.tsx?\b|PostgresError|DatabaseError|syntax error at|ZodError|TypeError|RangeError/

/**
 * What is wrong with an answer, whatever was asked: a failure, a look inside, an error nobody can read, script of ours
 * or theirs.
 * @param sent the odd text, which must not come back as markup
 */
export function judge(answer: Answered, sent: string): string[] {
  const wrong: string[] = []
  if (answer.status >= 500 && answer.status !== 503 && answer.status !== 507)
    wrong.push(`answered ${answer.status}: ${answer.text.slice(0, 300)}`)
  if (INSIDE.test(answer.text) && !INSIDE.test(sent))
    wrong.push(`tells how it is made: ${INSIDE.exec(answer.text)![0]}`)
  if ((answer.seconds ?? 0) > PATIENCE) wrong.push(`took ${answer.seconds!.toFixed(1)} s`)
  if (answer.type.includes('json')) wrong.push(...judgeProblem(answer))
  else if (answer.type.includes('html')) wrong.push(...judgePage(answer, sent))
  else if (answer.status >= 400) wrong.push(`an error as ${answer.type || 'nothing'}`)
  return wrong
}

/** Errors above a form. */
const summaryOf = (page: string): string => /<div class="ds-error-summary"[\s\S]*?<\/ul>/.exec(page)?.[0] ?? ''

/** What is said of any value: alone above a form it leaves open which field it means. */
const OF_NO_FIELD = new RegExp(
  `^(${Object.entries<unknown>(parse(readFileSync('texts/en/errors.yaml', 'utf8')).input)
    .filter(([name]) => !['no-such-field', 'no-such-file-field', 'invalid-key', 'unrecognized-keys'].includes(name))
    .flatMap(([, said]) => (typeof said === 'string' ? [said] : Object.values(said as object)) as string[])
    .map((said) => said.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.*'))
    .join('|')})$`,
)

function judgeProblem({ status, text, type }: Answered): string[] {
  if (status < 400) return []
  const body = JSON.parse(text) as { type?: string; title?: string; status?: number; errors?: { message: string }[] }
  const wrong: string[] = []
  if (!type.includes('problem+json') || !body.type?.startsWith('urn:darcha:problem:') || body.status !== status)
    wrong.push(`${status} is no problem document`)
  for (const sentence of [body.title ?? '', ...(body.errors ?? []).map((error) => error.message)])
    if (!isSentence(sentence)) wrong.push(`"${sentence}" is no sentence`)
  return wrong
}

function judgePage({ status, text }: Answered, sent: string): string[] {
  const wrong: string[] = []
  if (/<[a-z/!]/i.test(sent) && text.includes(sent)) wrong.push('the text came back as markup')
  if (/" on\w+=/.test(sent) && text.includes(sent)) wrong.push('the text came back as an attribute')
  if (/<script(?![^>]* src="\/assets\/)[^>]*>/.test(text)) wrong.push('a script that is not ours')
  if (text.includes('⟦')) wrong.push('a text is missing')
  wrong.push(...headingFaults(text))
  if (status >= 400 && !/<h1[^>]*>[^<]{3,}/.test(text) && !/role="alert"|error-summary/.test(text))
    wrong.push(`${status} without a word`)
  for (const [, id, sentence] of summaryOf(text).matchAll(/<a href="#([^"]+)">([^<]*)/g)) {
    if (!text.includes(` id="${id}"`)) wrong.push(`an error leads to no field: #${id}`)
    if (OF_NO_FIELD.test(sentence!)) wrong.push(`"${sentence}" does not say of what (#${id})`)
  }
  return wrong
}

/** A text for people: not empty, not a key of the catalogue. */
const isSentence = (text: string): boolean =>
  text.trim().length > 3 && !/^[a-z]+([.-][a-z]+)+$/.test(text) && !/\{\w+\}/.test(text)
