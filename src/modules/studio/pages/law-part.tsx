import type { PageContext } from '../../../platform/http/index.ts'
import { valueAt, type Slot } from '../model/slots.ts'
import type { EditedPart } from './edit-part.tsx'
import { partPath, treeOf } from './frame.tsx'
import { listChanges, ListSection, type ItemList } from './item-list.tsx'
import { Unreadable } from './passport-part.tsx'

const FILE = 'service.yaml'

/** The lists of a passport that say by what law it is done, by what evidence, and on what grounds it is refused. */
function listsOf({ world: { country }, speech }: PageContext<'country'>, tree: unknown): ItemList[] {
  const languages = country.languages.written
  const inEach = (field: string): Slot[] => languages.map((language) => ({ path: [field, language], kind: 'text' }))
  const named = (item: any, field: string): string => {
    const text = item?.[field]
    return typeof text === 'object' && text !== null ? speech.text(text) : String(text ?? '')
  }
  const laws = valueAt(tree, ['legalBasis'])
  const lawIds = Array.isArray(laws) ? laws.map((law: any) => String(law?.id)) : []
  const blankNames = (text: string) => Object.fromEntries(languages.map((language) => [language, text]))
  return [
    {
      name: 'legalBasis',
      path: ['legalBasis'],
      slots: [
        { path: ['id'], kind: 'text' },
        { path: ['kind'], kind: 'text' },
        { path: ['number'], kind: 'text', optional: true },
        { path: ['date'], kind: 'text', optional: true },
        ...inEach('title'),
      ],
      blank: (number) => ({ id: `law-${number + 1}`, kind: 'Law', title: blankNames('…') }),
      called: (law) => `${named(law, 'title')} (${law?.id})`,
    },
    {
      name: 'evidence',
      path: ['evidence'],
      slots: [
        { path: ['id'], kind: 'text' },
        ...inEach('name'),
        { path: ['heldByState'], kind: 'yes' },
        { path: ['register'], kind: 'choice', options: country.registers.map(({ id }) => id), optional: true },
        { path: ['about'], kind: 'text', optional: true },
        ...(lawIds.length > 0 ? [{ path: ['basis'], kind: 'choice', options: lawIds, optional: true } as const] : []),
        { path: ['field'], kind: 'text', optional: true },
      ],
      blank: (number) => ({
        id: `evidence-${number + 1}`,
        name: blankNames('…'),
        heldByState: true,
        register: country.registers[0]?.id,
      }),
      called: (piece) => `${named(piece, 'name')} (${piece?.id})`,
    },
    {
      name: 'conditions',
      path: ['conditions'],
      slots: [{ path: ['id'], kind: 'text' }, ...inEach('text')],
      blank: (number) => ({ id: `condition-${number + 1}`, text: blankNames('…') }),
      called: (condition) => named(condition, 'text'),
    },
    {
      name: 'refusalGrounds',
      path: ['refusalGrounds'],
      slots: [
        { path: ['id'], kind: 'text' },
        { path: ['basis'], kind: 'choice', options: lawIds },
        { path: ['article'], kind: 'text', optional: true },
        ...inEach('text'),
        { path: ['shownBy'], kind: 'text', optional: true },
      ],
      blank: (number) => ({ id: `ground-${number + 1}`, basis: lawIds[0] ?? 'law-1', text: blankNames('…') }),
      called: (ground) => `${named(ground, 'text')} (${ground?.id})`,
    },
  ]
}

/** Law, evidence, conditions and grounds for refusal. */
export const lawPart: EditedPart = {
  part: 'law',
  files: () => [FILE],
  changes: (posted, draft, context) => {
    const tree = treeOf(draft, FILE)
    return listChanges(FILE, listsOf(context, tree), tree, posted)
  },
  next: (posted, context) => `${partPath(context.parameters['draft']!, 'law')}#${posted.get('list') ?? ''}`,
  body(context: PageContext<'country'>, draft, typed) {
    const { speech, world } = context
    const tree = treeOf(draft, FILE)
    if (tree === undefined) return <Unreadable context={context} />
    const label = ({ path }: Slot) => {
      const [field, language] = path.map(String) as [string, string | undefined]
      const what = speech.t(`studio.item.${field}`)
      return language === undefined
        ? what
        : speech.t('studio.in-language', { what, language: world.country.languages.about(language).name })
    }
    return (
      <>
        {listsOf(context, tree).map((list) => (
          <ListSection
            context={context}
            draft={draft}
            file={FILE}
            list={list}
            tree={tree}
            action={partPath(draft.id, 'law')}
            typed={typed}
            labelOf={label}
            optionName={({ path }, option) =>
              path[0] === 'register' ? world.country.registerName(option, speech.language) : option
            }
          />
        ))}
      </>
    )
  },
}
