import { contradicted, readFacts, type FactFault, type Posted } from '../../../../kernel/forms/index.ts'
import type { PageContext, Typed } from '../../../../platform/http/index.ts'
import { Refusal } from '../../../../platform/use-case/index.ts'
import { Disclosure, Field, uiWords } from '../../../../ui/index.ts'
import type { RunnableService } from '../../../catalogue/index.ts'
import { refusal } from '../../model/application.ts'
import { factsOf, problemOf, toldBy } from '../../model/official-facts.ts'
import { attributeText } from '../case/register-words.ts'
import { FactFields, factId, type FactForm } from './fact-fields.tsx'

/** Before the names of facts in the form. */
export const FACT = 'fact.'
const SHOWN = 'isShown'

interface Inquiry {
  id: string
  evidence: string
  /** Numbers of the several people it is about. */
  about: readonly string[]
}

/**
 * What an official says in a register's place, as facts: whether it is shown, and each thing that the register tells, by
 * its kind. What rules of the service read stands first and is needed; the rest is folded. About several people each is
 * told apart.
 */
export function OfficialFacts({
  context,
  service,
  inquiry,
  typed,
  action,
}: {
  context: PageContext<'country'>
  service: RunnableService
  inquiry: Inquiry
  typed: Pick<Typed, 'values' | 'faults'>
  /** Where the form is sent. */
  action: string
}) {
  const { speech, world } = context
  const told = toldBy(world.country, service, inquiry.evidence)
  const register = service.passport.evidence.find(({ id }) => id === inquiry.evidence)?.register
  const posted = postedOf(typed.values)
  const parts = inquiry.about.length > 0 ? inquiry.about : [undefined]
  return (
    <>
      <input type="hidden" name="register" value={register ?? ''} />
      {parts.map((number, at) => {
        const several = number !== undefined
        const [path, shown] = several ? [`data.each.${at}`, `${SHOWN}.${at}`] : ['data', SHOWN]
        const name = several ? `${FACT}each.${at}.` : FACT
        const form: FactForm = {
          context,
          inquiry: inquiry.id,
          action,
          add: typed.values['add'],
          faults: typed.faults,
          ticked: (box) => posted.get(box) === 'true',
        }
        const data = readIn(context, register, name, posted)
        const first = told.facts.filter(({ of }) => (told.needs.size > 0 ? told.needs : new Set(told.tells)).has(of))
        const rest = told.facts.filter((fact) => !first.includes(fact))
        const draw = (facts: typeof first) =>
          facts.map((fact) => (
            <FactFields
              form={form}
              fact={fact}
              name={`${name}${fact.of}`}
              path={`${path}.${fact.of}`}
              value={data[fact.of]}
              needed={told.needs.has(fact.of)}
            />
          ))
        const touched = rest.some(
          ({ of }) =>
            data[of] !== undefined ||
            form.add?.startsWith(`${name}${of}`) ||
            Object.keys(typed.faults).some((fault) => fault.startsWith(`${path}.${of}`)),
        )
        return (
          <>
            {several ? (
              <>
                <h3>{speech.t('desk.fact-about', { number })}</h3>
                <input type="hidden" name={`about.${at}`} value={number} />
              </>
            ) : null}
            <Field
              kind="choice"
              name={shown}
              id={`${several ? `shown-${at}` : 'shown'}-${inquiry.id}`}
              label={speech.t('desk.official-shown')}
              options={[
                { value: 'yes', text: speech.t('desk.official-shown-yes') },
                { value: 'no', text: speech.t('desk.official-shown-no') },
              ]}
              value={typed.values[shown] ?? ''}
              error={typed.faults[several ? path : 'shown']}
              words={uiWords(speech.t)}
            />
            {draw(first)}
            {rest.length > 0 ? (
              first.length > 0 ? (
                <Disclosure summary={speech.t('desk.facts-more')} open={touched}>
                  {draw(rest)}
                </Disclosure>
              ) : (
                draw(rest)
              )
            ) : null}
          </>
        )
      })}
    </>
  )
}

/** Where a fault of the form stands on the page. */
export function officialFaultId(path: string, inquiry: string): string {
  if (path === 'shown') return `shown-${inquiry}`
  const [, at] = /^data\.each\.(\d+)$/.exec(path) ?? []
  if (at !== undefined) return `shown-${at}-${inquiry}`
  return path.startsWith('data.') ? factId(`${FACT}${path.slice('data.'.length)}`, inquiry) : `answer-${inquiry}`
}

const postedOf = (values: Typed['values']): Posted => ({
  get: (name) => values[name] ?? null,
  getAll: (name) => (values[name] === undefined ? [] : [values[name]]),
})

const readIn = (
  { speech, world }: PageContext<'country'>,
  register: string | undefined,
  name: string,
  posted: Posted,
): Record<string, unknown> =>
  readFacts(factsOf(world.country, register), name, posted, {
    signs: speech.signs,
    minorUnits: world.country.currency.minorUnits,
  })

/** What was filled in, as the use case takes it. */
interface Answered {
  shown?: boolean
  data?: Record<string, never>
}

/**
 * Reads what was filled in. By which register's kinds it is read the form says itself; whether it is what that register
 * tells, the use case knows.
 * @throws Refusal official-facts-wrong when a list is filled in and said to be empty
 */
export function factsIn(context: PageContext<'country'>, form: URLSearchParams): Answered {
  const register = form.get('register')
  if (register === null) return {}
  const facts = factsOf(context.world.country, register)
  const faults: FactFault[] = []
  const read = (name: string, way: string) => {
    const data = readIn(context, register, name, form)
    faults.push(...contradicted(facts, name, form, data, way))
    return data as Record<string, never>
  }
  const several = [...form.keys()].flatMap((name) => /^about\.(\d+)$/.exec(name)?.[1] ?? [])
  // nobody is passed over in silence: of whom it is not shown, that is said too
  const each = several.map((at) => ({
    ...read(`${FACT}each.${at}.`, `each.${at}.`),
    number: form.get(`about.${at}`),
    ...saidShown(form.get(`${SHOWN}.${at}`)),
  }))
  const data = several.length > 0 ? ({ each } as unknown as Record<string, never>) : read(FACT, '')
  if (faults.length > 0) throw new Refusal(refusal['official-facts-wrong'], { problems: faults.map(problemOf) })
  return { ...saidShown(form.get(SHOWN)), ...(Object.keys(data).length > 0 ? { data } : {}) }
}

const saidShown = (chosen: string | null): { shown?: boolean } => (chosen === null ? {} : { shown: chosen !== 'no' })

/** The same refusal with facts called as the page's language calls them. */
export const refusedInWords = (context: PageContext<'country'>, error: unknown): unknown =>
  error instanceof Refusal && error.kind === refusal['official-facts-wrong']
    ? new Refusal(error.kind, {
        problems: error.problems.map((problem) => ({
          ...problem,
          parameters: {
            ...problem.parameters,
            label: attributeText(context, String(problem.parameters?.['label'] ?? '')),
          },
        })),
      })
    : error

/** What was typed, with one row more (drawn by `add`) or without one; undefined when neither was asked for. */
export function withRows(form: URLSearchParams): Record<string, string> | undefined {
  const gone = form.get('remove')
  if (gone === null && form.get('add') === null) return undefined
  return Object.fromEntries([...form].filter(([name]) => gone === null || !name.startsWith(`${gone}.`)))
}
