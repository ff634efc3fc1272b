import { clockOfFiling, readForm, type CompiledForm } from '../../../kernel/forms/index.ts'
import type { Json, Variables } from '../../../kernel/process/index.ts'
import { compileDmn, compileFeel, decide, explain, type Explained } from '../../../kernel/rules/index.ts'
import type { Conventions, Language, Languages } from '../../../platform/i18n/index.ts'
import { registersAsked, type RegistersAsked } from './consent-shown.ts'
import { firstExample, type FirstExample } from './first-example.ts'
import { isName, nameKeys } from './element-name.ts'
import { fillRuns, fillText, paragraphsOf, parseText, type FilledText, type Run } from './fill-text.ts'
import type { Passport } from './passport.ts'
import { readTexts } from './read-texts.ts'
import { runs, type ServiceFolder, type TextsByLanguage } from './service-folder.ts'

/** A service version ready to be asked for: compiled once and kept. */
export interface RunnableService {
  id: string
  version: number
  passport: Passport
  /** False for a passport only: it is listed but can't be applied for here. */
  runs: boolean
  form: CompiledForm | undefined
  publishedAt: string
  /** Demonstration only: answers that can be sent as they are. */
  example(): FirstExample | undefined
  /** Id under which its process is deployed: `<id>@<version>`. */
  definition: string
  /**
   * A text of the service in a language; FEEL in braces is filled from the variables. A key that is not there is shown
   * as ⟦key⟧.
   */
  say(language: string, key: string, variables?: Variables): string
  /** A long text as a document sets it: paragraphs in pieces, values apart from words. */
  paragraphs(language: string, key: string, variables?: Variables): Run[][]
  has(key: string): boolean
  /**
   * What an element of its process is called in a language, as `process.<element>` says, or a task's title that needs
   * no case; undefined when neither is there.
   */
  nameOfElement(language: string, element: string): string | undefined
  /** Evaluates a decision of its rules. @throws when there is no such decision or a rule fails */
  decide(decision: string, variables: Variables): Json
  /** The same decision told with its way, at an instant with its offset; undefined when it can't be worked out. */
  explain(decision: string, variables: Variables, now: string): Explained | undefined
  /** Whether what the case holds shows a ground for refusal (`shownBy`); undefined where the passport does not say. */
  shows(ground: string, variables: Variables): boolean | undefined
  /** Which registers it asks, and of whom; undefined where it has no form here, or asks none. */
  registersAsked: RegistersAsked | undefined
  /** Names of facts that its rules and process read of a piece of evidence. */
  readsOfEvidence(evidence: string): ReadonlySet<string>
  /** Grounds for refusal that its rules can find. */
  ruledGrounds: ReadonlySet<string>
}

/** A published version, as stored. */
export interface ServiceVersion {
  passport: Passport
  files: ServiceFolder['files']
  publishedAt: string
}

export const definitionId = (id: string, version: number): string => `${id}@${version}`

/**
 * Compiles a version. @throws when its form or rules don't compile: it was published by another release of
 * the product
 * @param stands it is published already: a rule that is refused today fails when it is asked, and the rest goes on
 */
export async function compileService(
  { passport, files, publishedAt }: ServiceVersion,
  conventions: Conventions,
  { stands = false }: { stands?: boolean } = {},
): Promise<RunnableService> {
  const { id, version } = passport
  const { languages } = conventions
  const texts = textsOf(files, languages)
  const parsed = new Map<string, FilledText>()
  const { form, problems } = files['form.yaml'] === undefined ? { problems: [] } : readForm(files['form.yaml'])
  if (problems.length > 0)
    throw new Error(
      `the form of ${definitionId(id, version)}: ${problems.map((problem) => problem.message).join('; ')}`,
    )
  const rules = files['rules.dmn'] === undefined ? undefined : await compileDmn(files['rules.dmn'], { lenient: stands })
  const reads = readsOfEvidence(`${files['rules.dmn'] ?? ''}\n${files['process.bpmn'] ?? ''}`)
  const inLanguage = (language: Language) => texts[languages.sourceOf(language)] ?? texts[languages.first]!
  const textOf = (language: string, key: string): FilledText => {
    const source = inLanguage(language)[key]
    if (source === undefined) return { literals: [`⟦${key}⟧`], expressions: [], words: [] }
    let text = parsed.get(source)
    if (!text) parsed.set(source, (text = parseText(source)))
    return text
  }
  const say = (language: string, key: string, variables: Variables = {}) =>
    fillText(textOf(language, key), language, conventions, variables)
  return {
    id,
    version,
    passport,
    form,
    publishedAt,
    runs: runs(files),
    definition: definitionId(id, version),
    example: () => firstExample(files['examples.yaml']),
    has: (key) => texts[languages.first]![key] !== undefined,
    say,
    paragraphs: (language, key, variables = {}) =>
      paragraphsOf(fillRuns(textOf(language, key), language, conventions, variables)),
    nameOfElement(language, element) {
      const key = nameKeys(element).find((nameKey) => isName(inLanguage(language)[nameKey]))
      return key && say(language, key)
    },
    decide(decision, variables) {
      if (!rules) throw new Error(`${id} has no rules, so no decision "${decision}"`)
      const { result, errors } = decide(rules, decision, variables, clockOfFiling(variables))
      if (errors.length > 0) throw new Error(`decision "${decision}" of ${id}: ${errors.join('; ')}`)
      return result as Json
    },
    explain(decision, variables, now) {
      const explained = rules && explain(rules, decision, variables, { now })
      return explained && explained.errors.length === 0 ? explained : undefined
    },
    shows(ground, variables) {
      const expression = passport.refusalGrounds.find((refusalGround) => refusalGround.id === ground)?.shownBy
      return expression === undefined
        ? undefined
        : compileFeel(expression).evaluate(variables, clockOfFiling(variables)) === true
    },
    registersAsked: registersAsked(passport, form),
    readsOfEvidence: (evidence) => reads.get(evidence) ?? NOTHING,
    ruledGrounds: new Set(
      passport.refusalGrounds.flatMap(({ id: ground }) =>
        files['rules.dmn']?.includes(`"${ground}"`) ? [ground] : [],
      ),
    ),
  }
}

const NOTHING: ReadonlySet<string> = new Set()

/** Facts that expressions name by their way, `evidence.<piece>.data.<fact>`, by the piece. */
function readsOfEvidence(source: string): ReadonlyMap<string, ReadonlySet<string>> {
  const reads = new Map<string, Set<string>>()
  for (const [, plain, quoted, fact] of source.matchAll(
    /\bevidence(?:\.([\w-]+)|,\s*(?:"|&quot;)([\w-]+)(?:"|&quot;)\))\.data\.(\w+)/g,
  )) {
    const piece = plain ?? quoted!
    reads.set(piece, (reads.get(piece) ?? new Set()).add(fact!))
  }
  return reads
}

/** Texts of a version that was found whole when it was published. */
export function textsOf(files: ServiceFolder['files'], languages: Languages): TextsByLanguage {
  const sources: Partial<Record<Language, string>> = {}
  for (const language of languages.written) {
    const text = files[`texts/${language}.yaml`]
    if (text !== undefined) sources[language] = text
  }
  return readTexts(languages, sources, [])
}
