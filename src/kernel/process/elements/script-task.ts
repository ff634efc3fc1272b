import { compileFeel } from '../../rules/index.ts'
import { contextAt, done, enterActivity } from '../activities.ts'
import type { ElementKind } from '../element-kind.ts'
import { valueOf } from '../expressions.ts'
import { called } from '../report.ts'
import { toFeel } from '../translate-expression.ts'

/** Evaluates FEEL in the step. */
export const scriptTask: ElementKind = {
  kind: 'script',
  types: { scriptTask: 'f' },
  role: 'activity',
  read({ report }, element, node) {
    const format: string = element['scriptFormat'] ?? ''
    const script: string = element['script'] ?? ''
    if (script.trim() === '' && !/feel/i.test(format)) return // nothing to run in any language
    if (!/feel|^juel$/i.test(format))
      return report.error(
        element,
        'script',
        `${called(element)} is written in ${format || 'an unnamed language'}; only FEEL is run`,
        'write the script in FEEL and set scriptFormat="feel"',
      )
    const compiled = report.compiled(element, 'the script', () =>
      format === 'juel' ? compileFeel(toFeel(script)) : compileFeel(script.trim().replace(/^=/, '')),
    )
    if (compiled) node.script = compiled
  },
  enter: enterActivity,
  perform: (game, node, place) =>
    done(game, node, place, node.script && valueOf({ feel: node.script }, contextAt(game, place), game.clock)),
}
