import { diagnose } from '../../../kernel/diagnosis/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { World } from '../../../platform/use-case/index.ts'
import { definitionId, findVersion } from '../../catalogue/index.ts'
import { mendModel } from '../model/mend-model.ts'
import { knownOf, modelsOf } from '../model/service-models.ts'
import type { Way } from '../model/simulate-apart.ts'

/** The ways of a service that are compared: on paper, as it runs here, as it would be. Undefined: no such version. */
export async function waysToCompare(
  tx: Tx,
  { service, version, language }: { service: string; version: number; language: string },
  world: Pick<World, 'country' | 'namesOfElements' | 'paperWords'>,
): Promise<Way[] | undefined> {
  const found = await findVersion(tx, service, version)
  if (!found) return undefined
  const nameOf = await world.namesOfElements(tx, definitionId(service, version), language)
  const { before, now, facts } = await modelsOf(
    found,
    (name) => world.country.text(name, language),
    world.paperWords(language),
    nameOf,
  )
  const mended = await mendModel(before.bpmn, facts, diagnose(before.bpmn, facts), 'all')
  return [
    { name: 'before', bpmn: before.bpmn },
    ...(now ? [{ name: 'now', bpmn: now.bpmn, ...knownOf(found.files) }] : []),
    ...(mended ? [{ name: 'to-be', bpmn: mended.bpmn }] : []),
  ]
}
