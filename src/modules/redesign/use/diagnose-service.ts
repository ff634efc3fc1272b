import { z } from 'zod'
import { compareSteps, touchedLaws, countBurden, diagnose, notLookedFor } from '../../../kernel/diagnosis/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { general, pageRead, Refusal, useCase, type Call } from '../../../platform/use-case/index.ts'
import { definitionId, findCurrentVersion, findVersion } from '../../catalogue/index.ts'
import { mendModel } from '../model/mend-model.ts'
import { knownOf, modelsOf } from '../model/service-models.ts'
import { LivedLog, livedOf } from './lived-log.ts'
import { shownFinding, ShownFinding } from './shown-finding.ts'
import { REDESIGNS } from './roles.ts'

const Burden = z.object({ documents: z.int(), visits: z.int(), bodies: z.int(), handSteps: z.int() })
const Step = z.object({ id: z.string(), name: z.string() })

/** What is asked, with what a log tells where a page was given one. */
interface Asked {
  service: string
  way: 'before' | 'now'
  fix?: string | undefined
  lived?: LivedLog | undefined
}

export const diagnoseService = useCase({
  name: 'redesign.diagnose-service',
  title: 'What re-engineering would change in the process of a service, and what the model is when it was changed',
  at: 'GET /redesign/services/{service}',
  input: z.object({
    service: z.string().max(100),
    /** The way on paper, or the process that runs here; absent: on paper. */
    way: z.enum(['before', 'now']).default('before'),
    /** Key of the finding whose fix is tried, or `all`; nothing is stored. */
    fix: z.string().max(1000).optional(),
  }),
  output: z.object({
    service: z.string(),
    version: z.int(),
    name: z.string(),
    way: z.enum(['before', 'now']),
    /** `draft`: made of the passport, not drawn by anybody. */
    source: z.enum(['process.bpmn', 'before.bpmn', 'draft']),
    runs: z.boolean(),
    /** What is tried can become a draft, and who asks designs services. */
    mayKeep: z.boolean(),
    /** What the passport says it took and takes; another count than that of the model. */
    said: z.object({ before: z.record(z.string(), z.number()), demo: z.boolean() }),
    bpmn: z.string(),
    /** Of the running process: its decisions (DMN), and examples by which cases of it can be simulated. */
    known: z.object({
      rules: z.string().optional(),
      examples: z.array(
        z.object({
          name: z.string(),
          variables: z.record(z.string(), z.json()),
          results: z.record(z.string(), z.array(z.json())),
          messages: z.array(z.object({ name: z.string(), variables: z.record(z.string(), z.json()) })),
          path: z.array(z.string()).optional(),
        }),
      ),
    }),
    burden: Burden,
    findings: z.array(ShownFinding),
    notLookedFor: z.array(z.object({ pattern: z.int(), needs: z.string() })),
    tried: z
      .object({
        bpmn: z.string(),
        burden: Burden,
        done: z.array(ShownFinding),
        left: z.array(ShownFinding),
        /** Why a fix did not hold; the model is then as it was. */
        refused: z.string().nullable(),
        removed: z.array(Step),
        added: z.array(Step.extend({ type: z.string() })),
        changed: z.array(Step.extend({ what: z.array(z.string()) })),
        /** Laws whose words the change leaves behind. */
        laws: z.array(
          z.object({ law: z.string(), article: z.string(), step: z.string(), name: z.string(), what: z.string() }),
        ),
      })
      .nullable(),
  }),
  needs: ['country', 'namesOfElements', 'paperWords'],
  may: [...REDESIGNS],
}).reads(diagnosed)

/** The same with what a log tells, which is sent and not kept. */
export const diagnoseWithLog = pageRead(diagnoseService, {
  input: diagnoseService.input.extend({ lived: LivedLog }),
}).reads(diagnosed)

async function diagnosed(
  { input, principal, world, language }: Call<Asked, 'country' | 'namesOfElements' | 'paperWords'>,
  tx: Tx,
) {
  const version = await findCurrentVersion(tx, input.service)
  const found = version === undefined ? undefined : await findVersion(tx, input.service, version)
  if (version === undefined || !found) throw new Refusal(general['not-found'])
  const nameOf = await world.namesOfElements(tx, definitionId(input.service, version), language)
  const models = await modelsOf(found, (name) => world.country.text(name, language), world.paperWords(language), nameOf)
  const way = input.way === 'now' && models.now ? ('now' as const) : ('before' as const)
  const { bpmn, source } = way === 'now' ? models.now! : models.before
  const lived = input.lived && livedOf(input.lived)
  const findings = diagnose(bpmn, models.facts, lived)
  const mended = input.fix === undefined ? undefined : await mendModel(bpmn, models.facts, findings, input.fix, lived)
  if (input.fix !== undefined && !mended) throw new Refusal(general['not-found'])
  return {
    service: input.service,
    version,
    name: world.country.text(found.passport.name, language),
    way,
    source,
    runs: models.now !== undefined,
    mayKeep: way === 'now' && principal.roles.some(({ role }) => role === 'designer'),
    said: {
      before: Object.fromEntries(
        Object.entries(found.passport.before ?? {}).filter(
          (entry): entry is [string, number] => entry[1] !== undefined,
        ),
      ),
      demo: found.passport.provenance['before'] === 'demo',
    },
    bpmn,
    known: way === 'now' ? knownOf(found.files) : { examples: [] },
    burden: countBurden(bpmn),
    findings: findings.map(shownFinding),
    notLookedFor: notLookedFor(lived),
    tried: mended
      ? {
          bpmn: mended.bpmn,
          burden: countBurden(mended.bpmn),
          done: mended.done.map(shownFinding),
          left: mended.left.map(shownFinding),
          refused: mended.refused,
          ...compareSteps(bpmn, mended.bpmn),
          laws: touchedLaws(bpmn, mended.bpmn).map(({ unit: _, ...law }) => law),
        }
      : null,
  }
}
