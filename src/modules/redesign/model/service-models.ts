import {
  draftBefore,
  renameSteps,
  stepNames,
  type PaperWay,
  type ServiceFacts,
} from '../../../kernel/diagnosis/index.ts'
import { compile, userTasks } from '../../../kernel/process/index.ts'
import { readExamples, type RunExample } from './read-examples.ts'
import type { Passport, ServiceFolder } from '../../catalogue/index.ts'

type Named = Passport['name']

/** Where the model of a service comes from: a file of its folder, or a draft made of its passport. */
export type ModelSource = 'process.bpmn' | 'before.bpmn' | 'draft'

/** The models of a service: how it goes on paper, and how it runs here, where it does. */
export interface ServiceModels {
  before: { bpmn: string; source: 'before.bpmn' | 'draft' }
  now: { bpmn: string; source: 'process.bpmn' } | undefined
  facts: ServiceFacts
}

/** What the diagnosis has to know of a service beside its model. */
export function factsOf(
  passport: Passport,
  files: ServiceFolder['files'],
  nameOf: (name: Named) => string,
): ServiceFacts {
  return {
    evidence: passport.evidence.map(({ id, name, heldByState, register, field }) => ({
      id,
      name: nameOf(name),
      heldByState,
      register,
      field,
    })),
    laws: passport.legalBasis.map(({ id }) => id),
    readers: Object.entries(files).flatMap(([file, text]) =>
      text === undefined || /\.bpmn$|^examples/.test(file)
        ? []
        : file.startsWith('texts/')
          ? expressionsIn(text)
          : [text],
    ),
  }
}

/** Decisions and examples by which cases of the running process are simulated; examples that can't be read are none. */
export function knownOf(files: ServiceFolder['files']): { rules?: string; examples: RunExample[] } {
  const read = readExamples(files['examples.yaml'] ?? '[]')
  const rules = files['rules.dmn']
  return { ...(rules === undefined ? {} : { rules }), examples: 'value' in read ? read.value : [] }
}

/** Of texts only what stands in braces is read: a word of a sentence is no result of a step. */
const expressionsIn = (text: string): string[] => text.match(/\{[^}]*\}/g) ?? []

/**
 * The models of a service.
 * @param files its files, as published or as its folder holds them
 * @param nameOf a name in the language of the draft
 * @param words words of the draft
 * @param stepName what a step of the running process is called; default: as the model says
 */
export async function modelsOf(
  { passport, files }: { passport: Passport; files: ServiceFolder['files'] },
  nameOf: (name: Named) => string,
  words: PaperWay['words'],
  stepName: (step: string) => string | undefined = () => undefined,
): Promise<ServiceModels> {
  const facts = factsOf(passport, files, nameOf)
  const process = files['process.bpmn']
  const bpmn = process === undefined ? undefined : renameSteps(process, stepName)
  const drawn = files['before.bpmn']
  return {
    facts,
    now: bpmn === undefined ? undefined : { bpmn, source: 'process.bpmn' },
    before:
      drawn === undefined
        ? {
            source: 'draft',
            bpmn: draftBefore({
              id: passport.id,
              name: nameOf(passport.name),
              documents: facts.evidence,
              opinions: bpmn === undefined ? [] : await opinionsIn(bpmn),
              words,
            }),
          }
        : { source: 'before.bpmn', bpmn: drawn },
  }
}

/** Tasks of the running process in which another body says its opinion. */
async function opinionsIn(bpmn: string): Promise<PaperWay['opinions']> {
  const [graph] = Object.values((await compile(bpmn)).graphs)
  if (!graph) return []
  const names = new Map(stepNames(bpmn))
  return userTasks(graph)
    .filter(({ attributes }) => attributes['act'] === 'opinion' && attributes['office'] !== undefined)
    .map(({ element, attributes }) => ({
      id: element,
      name: names.get(element) || element,
      office: attributes['office']!,
    }))
}
