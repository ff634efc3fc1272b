import { textKey } from '../../../kernel/case/index.ts'
import { FeelError } from '../../../kernel/rules/index.ts'
import { sendBytes } from '../../../platform/files/index.ts'
import { NOTHING_TYPED, page, type PageContext, type View } from '../../../platform/http/index.ts'
import { fillRuns, fillText, paragraphsOf, parseText } from '../../catalogue/index.ts'
import { exampleVariables } from '../model/example-variables.ts'
import { valueAt } from '../model/slots.ts'
import { draftOf, showPart } from './edit-part.tsx'
import { textOf } from './form-part.tsx'
import { nameOf, treeOf, type ReadDraft } from './frame.tsx'
import { resultPart } from './result-part.tsx'

type Context = PageContext<'country' | 'drawSample'>

/** The document of a draft as the product would set it, a sample all over; nothing is kept of it. */
export const paperPages = [
  page('GET /studio/:draft/paper', ['country', 'drawSample'], async (context) => {
    const draft = await draftOf(context)
    const name = /^\w{1,60}$/.exec(context.query.get('name') ?? '')?.[0] ?? 'result'
    const examples = treeOf(draft, 'examples.yaml')
    const example = Array.isArray(examples) ? examples[Number(context.query.get('example')) || 0] : undefined
    let reason: string
    try {
      const made = await context.world.drawSample(sampleOf(context, draft, name, example), context.now)
      if ('pdf' in made)
        return sendBytes(made.pdf, { name: `sample-${draft.service}-${name}.pdf`, type: 'application/pdf' })
      reason = made.problem
    } catch (error) {
      // words that are no FEEL, or ask for what the example does not hold
      if (!(error instanceof FeelError)) throw error
      reason = error.message
    }
    return unset(context, reason)
  }),
]

const unset = (context: Context, reason: string): Promise<View> =>
  showPart(context, resultPart, {
    ...NOTHING_TYPED,
    faults: { form: context.speech.t('studio.result.paper-bad', { reason: reason.slice(0, 500) }) },
    status: 422,
  })

/** What it says: the draft's own words, filled from an example and a made-up person. */
function sampleOf(context: Context, draft: ReadDraft, name: string, example: any) {
  const { speech, world } = context
  const { country } = world
  const { language } = speech
  const today = country.localDate(context.now)
  const somebody = speech.t('studio.result.somebody')
  const base = exampleVariables(example, draft.service, today)
  const variables = {
    ...base,
    ...resultsIn(example),
    applicant: { ...(base['applicant'] as object), name: somebody },
    reference: country.reference(today),
  }
  const written = (key: string) => parseText(textOf(context, draft, key, `⟦${key}⟧`))
  const passport = treeOf(draft, 'service.yaml')
  const kind = name === 'refusal' ? 'refusal' : String(valueAt(passport, ['result', 'kind']))
  const outcome = name === 'refusal' ? 'refused' : 'granted'
  const what = `documents.what.${kind}`
  return {
    language,
    ...(speech.has(what) ? { what: speech.t(what) } : {}),
    title: fillText(written(textKey.documentTitle(name)), language, country.conventions, variables),
    paragraphs: paragraphsOf(fillRuns(written(textKey.documentBody(name)), language, country.conventions, variables)),
    facts: [
      { name: speech.t('casework.service'), value: nameOf(context, draft) },
      { name: speech.t('casework.filed-on'), value: speech.date(today) },
      { name: speech.t('casework.result.decision'), value: speech.t(`casework.outcome.${outcome}`) },
    ],
    holder: { kind: 'person' as const, name: somebody },
    officeName: country.displayName(draft.body, language),
    validUntil: null,
  }
}

/** What people did in an example, under the names of their steps. */
function resultsIn(example: any): Record<string, unknown> {
  const tasks: unknown = example?.tasks
  return {
    ...(typeof tasks === 'object' && tasks !== null && !Array.isArray(tasks) ? tasks : {}),
    ...(typeof example?.evidence === 'object' && example.evidence !== null ? { evidence: example.evidence } : {}),
  }
}
