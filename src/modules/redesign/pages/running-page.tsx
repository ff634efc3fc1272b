import { answerPost, page, type PageContext, type View } from '../../../platform/http/index.ts'
import { BackLink, Button, Form, LinkButton, Notice, PageHeading, Progress, Section } from '../../../ui/index.ts'
import type { WaySimulated } from '../model/simulate-apart.ts'
import { readDrawing, type Drawing } from '../../process/index.ts'
import { diagnoseService } from '../use/diagnose-service.ts'
import { cancelSimulation, readSimulation } from '../use/simulate-service.ts'
import { LookOn } from './look-on.tsx'
import { officeNames } from './office-name.ts'
import { serviceOf } from './simulation-page.tsx'
import { Outcome } from './simulation-figures.tsx'

/** How far a simulation is that a worker does, and what came of it. */
export const runningPages = [
  page('GET /redesign/:service/simulation/:simulation', ['country'], (context) => show(context)),
  page('POST /redesign/:service/simulation/:simulation/cancel', ['country'], (context) =>
    answerPost(context, {
      form: 'cancel',
      async does(_posted, { key }) {
        await context.perform(cancelSimulation, { simulation: context.parameters['simulation'] }, key)
        return addressOf(context)
      },
      again: () => show(context),
    }),
  ),
]

const addressOf = (context: PageContext<any>) =>
  `/redesign/${encodeURIComponent(serviceOf(context))}/simulation/${context.parameters['simulation']}`

async function show(context: PageContext<'country'>): Promise<View> {
  const { speech } = context
  const say = (key: string, values: Record<string, string | number> = {}) =>
    speech.t(`redesign.simulation.${key}`, values)
  const found = await context.perform(readSimulation, { simulation: context.parameters['simulation'] })
  const { state, share, why, plan, ways } = found
  const { staff, between, online, hours, wage } = plan
  const again = new URLSearchParams({ staff: String(staff), between: String(between), online: String(online) })
  if (hours) again.set('hours', '1')
  if (wage !== undefined) again.set('wage', String(wage))
  const back = speech.path(`/redesign/${encodeURIComponent(found.service)}/simulation`)
  // the tokens need the models of then: they are shown while that version is the current one
  const models = state === 'done' ? await modelsOf(context, found) : new Map<string, string>()
  const drawings = new Map<string, Drawing>()
  for (const [name, bpmn] of models) drawings.set(name, await readDrawing(bpmn))
  const goesOn = state === 'waiting' || state === 'running'
  const done = say(state === 'waiting' ? 'waits' : 'share', { percent: Math.floor(share * 100) })
  return {
    title: say('title'),
    wide: true,
    ...(models.size > 0 ? { scripts: ['simulation.js'] } : {}),
    // told by the address alone: no script is needed to see it go on
    ...(goesOn ? { headers: { refresh: '2' } } : {}),
    body: (
      <>
        <BackLink href={back} text={say('title')} />
        <PageHeading
          title={say(`state.${state}`)}
          lead={say('plan', {
            service: found.service,
            version: found.version,
            cases: speech.number(plan.cases ?? 0),
            runs: plan.replications ?? 0,
          })}
        />
        {goesOn ? (
          <Section title={say('progress')}>
            <Progress value={Math.floor(share * 100)} max={100} label={done} text={done} />
            <p>{say('goes-on')}</p>
            <Form action={speech.path(`${addressOf(context)}/cancel`)}>
              <input type="hidden" name="key" value={context.formKey()} />
              <Button look="secondary">{say('cancel')}</Button>
            </Form>
          </Section>
        ) : null}
        {state === 'stopped' ? (
          <Notice title={say('stopped-title')} tone="refused">
            {say(`stopped.${why ?? 'fault'}`)}
          </Notice>
        ) : null}
        {state === 'done' ? (
          <>
            <Outcome
              context={context}
              ways={ways as WaySimulated[]}
              nameOf={officeNames(context)}
              plan={{ cases: plan.cases ?? 0, replications: plan.replications ?? 0, hours: plan.hours ?? false }}
            />
            {models.size === 0 ? null : (
              <LookOn
                speech={speech}
                ways={ways as WaySimulated[]}
                bpmnOf={(name) => models.get(name)}
                drawings={drawings}
              />
            )}
          </>
        ) : null}
        {goesOn ? null : (
          <p>
            <LinkButton look="secondary" href={`${back}?${again}`}>
              {say('again')}
            </LinkButton>
          </p>
        )}
      </>
    ),
  }
}

/** The models of a service by the name of their way; none where another version is published by now. */
async function modelsOf(
  context: PageContext<'country'>,
  { service, version }: { service: string; version: number },
): Promise<Map<string, string>> {
  const before = await context.perform(diagnoseService, { service, way: 'before', fix: 'all' })
  if (before.version !== version) return new Map()
  const now = before.runs ? await context.perform(diagnoseService, { service, way: 'now' }) : undefined
  return new Map([
    ['before', before.bpmn],
    ...(now ? [['now', now.bpmn] as const] : []),
    ...(before.tried ? [['to-be', before.tried.bpmn] as const] : []),
  ])
}
