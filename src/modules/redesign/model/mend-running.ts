import { diagnose, type Lived } from '../../../kernel/diagnosis/index.ts'
import type { ServiceFolder } from '../../catalogue/index.ts'
import { mendModel, type Mended } from './mend-model.ts'
import { factsOf } from './service-models.ts'

/**
 * The process of a service that runs, after the fix of a finding or of all: its file, as a draft can hold it.
 * @param fix key of a finding, or `all`
 * @param nameOf a name in some language: what is found does not hang on it
 * @returns undefined when nothing that has a fix is called so; `refused` says why a fix does not hold
 */
export async function mendRunning(
  { passport, files }: Pick<ServiceFolder, 'passport' | 'files'>,
  fix: string,
  nameOf: Parameters<typeof factsOf>[2],
  lived?: Lived,
): Promise<Pick<Mended, 'bpmn' | 'done' | 'refused'> | undefined> {
  const bpmn = files['process.bpmn']
  if (bpmn === undefined) return undefined
  const facts = factsOf(passport, files, nameOf)
  const mended = await mendModel(bpmn, facts, diagnose(bpmn, facts, lived), fix, lived)
  return mended && mended.bpmn !== bpmn ? mended : mended?.refused ? mended : undefined
}
