import { waitsOf, type Wait } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Instance } from '../store/instances.ts'
import { withCalled } from './definition.ts'
import type { Engine } from './engine.ts'

/** All that a case waits for now, what stands in called processes included. */
export async function waitsOfCase(
  tx: Tx,
  engine: Engine,
  instance: Pick<Instance, 'definition' | 'state'>,
): Promise<Wait[]> {
  const definition = await engine.definitions.get(tx, instance.definition)
  return withCalled(
    definition,
    (id) => engine.definitions.find(tx, id),
    (graph) => waitsOf(instance.state, definition.graph, graph),
  )
}
