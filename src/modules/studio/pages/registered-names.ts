import { textsIn } from '../model/edit-texts.ts'
import { valueAt } from '../model/slots.ts'
import { treeOf, type ReadDraft } from './frame.tsx'

/** Names of the draft that an attribute of a step may mean: evidence, laws, texts, decisions. */
export function registeredNames(draft: ReadDraft, attribute: string): string[] {
  const idsOf = (list: string): string[] => {
    const items = valueAt(treeOf(draft, 'service.yaml'), [list])
    return Array.isArray(items) ? items.map((item: any) => String(item?.id)) : []
  }
  switch (attribute) {
    case 'evidence':
      return ['all', ...idsOf('evidence')]
    case 'documents':
    case 'checks':
    case 'collects':
    case 'hands':
      return idsOf('evidence')
    case 'basis':
      return idsOf('legalBasis')
    case 'decision':
      return [...(draft.files['rules.dmn'] ?? '').matchAll(/<(?:\w+:)?decision\b[^>]*\bname="([^"]*)"/g)].map(
        ([, name]) => name!,
      )
    case 'text': {
      const file = Object.keys(draft.files).find((name) => name.startsWith('texts/'))
      return [
        ...new Set(
          [...textsIn(draft.files[file ?? '']).keys()].flatMap(
            (key) => /^(\w+)\.title$/.exec(key)?.[1] ?? (key.startsWith('notify.') ? key : []),
          ),
        ),
      ]
    }
    default:
      return []
  }
}
