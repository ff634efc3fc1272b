import type { ModdleElement } from 'bpmn-moddle'
import type { Source } from './compile-occurrence.ts'
import { referredName } from './read-model.ts'
import { called } from './report.ts'

/**
 * What a reference says that names no definition of the model. Other engines take it for the name or the code itself,
 * and so do we; but it may be a slip, and then nobody ever hears of it: it is told.
 * @param element whose reference it is, as readers know it
 * @param holder what bears the reference: the element, or its event definition
 */
export function looseName(
  { model, report }: Source,
  element: ModdleElement,
  holder: ModdleElement,
  type: 'message' | 'signal' | 'error' | 'escalation',
): string | undefined {
  const name = referredName(model, holder, `${type}Ref`)
  if (name !== undefined)
    report.warning(
      element,
      'loose-reference',
      `${called(element)} refers to the ${type} "${name}", which the model does not define: it is taken for its ${/^e/.test(type) ? 'code' : 'name'}`,
      `add it to the model, or refer to the one that is meant`,
    )
  return name
}
