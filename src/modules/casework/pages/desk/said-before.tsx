import { findAct, textKey, saidKey } from '../../../../kernel/case/index.ts'
import type { Variables } from '../../../../kernel/process/index.ts'
import type { PageContext } from '../../../../platform/http/index.ts'
import type { CheckItem } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import type { LastSaid } from '../../model/said-in-case.ts'

interface Said {
  outcome: string
  reason?: string
  note?: string
  at?: string
}

/**
 * What others have said in the case, in the order it was said: opinions, examinations, decisions, the time that was
 * chosen. Empty at first.
 * @param said when and where, by element
 */
export function saidBefore({
  context: { speech, world },
  service,
  said: last,
  variables,
}: {
  context: PageContext<'country'>
  service: RunnableService
  said: Readonly<Record<string, LastSaid>>
  variables: Variables
}): CheckItem[] {
  const said = Object.entries(variables).filter(
    (entry): entry is [string, any] =>
      typeof entry[1] === 'object' &&
      entry[1] !== null &&
      typeof (entry[1] as { outcome?: unknown }).outcome === 'string',
  ) as [string, Said][]
  said.sort(([a], [b]) => (last[a]?.order ?? 0) - (last[b]?.order ?? 0))
  const by = (element: string) => {
    const found = last[element]
    return found
      ? [found.office ? world.country.displayName(found.office, speech.language) : '', speech.dateTime(found.at)]
          .filter(Boolean)
          .join(' · ')
      : ''
  }
  const name = (element: string) => {
    const key = [textKey.stage(element), textKey.taskTitle(element)].find((text) => service.has(text))
    return key ? service.say(speech.language, key, variables) : element
  }
  const saidOf = (outcome: string) => {
    const key = saidKey(outcome) ?? `desk.outcome.${outcome}`
    return speech.has(key) ? speech.t(key) : outcome
  }
  const ground = (id: string) => {
    const found = service.passport.refusalGrounds.find((refusalGround) => refusalGround.id === id)
    return found ? speech.text(found.text) : ''
  }
  const against = (element: string, outcome: string) =>
    findAct(last[element]?.act ?? '')?.outcomes[outcome]?.against === true
  return said.map(([element, { outcome, reason, note, at }]) => ({
    text: (
      <>
        {name(element)} <b>{`${saidOf(outcome)}${at ? `: ${speech.dateTime(at)}` : ''}`}</b>
      </>
    ),
    detail: [reason ? ground(reason) : '', note ?? '', by(element)].filter(Boolean).map((line) => (
      <span class="line" dir="auto">
        {line}
      </span>
    )),
    tone: against(element, outcome) ? ('refused' as const) : ('done' as const),
  }))
}
