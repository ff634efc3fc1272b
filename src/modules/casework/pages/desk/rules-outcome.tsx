import type { Json, Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import type { CheckItem, SummaryRow } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { groundsFound } from '../../model/grounds-found.ts'
import { lawOfGround } from './law-of-ground.ts'

/** Parts of a result by the key of the text that says them: `rules.<result>` or `rules.<result>.<name>`. */
const partsOf = (results: Variables): { key: string; value: Json }[] =>
  Object.entries(results).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([part, inner]) => ({ key: `rules.${name}.${part}`, value: inner }))
      : [{ key: `rules.${name}`, value }],
  )

/**
 * What the rules say, for a person to decide by: grounds against first, then the facts worked out. What the service has
 * no words for is left out (docs/handbook/service-format.md); `….none` says what an empty list means. Both are empty
 * where no rule has run.
 */
export function rulesOutcome({
  context,
  service,
  results,
  variables,
}: {
  context: PageContext<'country'>
  service: RunnableService
  results: Variables
  variables: Variables
}): { checks: CheckItem[]; rows: SummaryRow[] } {
  const { speech } = context
  const { passport } = service
  const say = (key: string) => service.say(speech.language, key, variables)
  const found = groundsFound(results, passport.refusalGrounds)
  const parts = partsOf(results)
  const checks: CheckItem[] = [
    ...passport.refusalGrounds
      .filter((ground) => found.has(ground.id))
      .map((ground) => ({
        text: speech.text(ground.text),
        detail: lawOfGround(context, passport, ground),
        tone: 'refused' as const,
      })),
    ...parts
      .filter(({ key, value }) => Array.isArray(value) && value.length === 0 && service.has(`${key}.none`))
      .map(({ key }) => ({ text: say(`${key}.none`), tone: 'done' as const })),
  ]
  const rows = parts
    .filter(({ key, value }) => value !== null && service.has(key))
    .map(({ key, value }) => ({ key: say(key), value: factText(speech, value) }))
  return { checks, rows }
}

function factText(speech: PageContext['speech'], value: Json): string {
  if (typeof value === 'boolean') return speech.t(value ? 'ui.yes' : 'ui.no')
  if (typeof value === 'number') return speech.number(value)
  if (Array.isArray(value)) return speech.list(value.map((item) => factText(speech, item)))
  return typeof value === 'string' ? value : ''
}
