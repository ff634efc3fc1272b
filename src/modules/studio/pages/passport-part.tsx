import { CHANNELS } from '../../../kernel/case/index.ts'
import { TERM_UNITS } from '../../../kernel/terms/index.ts'
import type { PageContext } from '../../../platform/http/index.ts'
import { Notice, Section } from '../../../ui/index.ts'
import { changesOf, type Slot } from '../model/slots.ts'
import { PartForm, type EditedPart } from './edit-part.tsx'
import { partPath, treeOf } from './frame.tsx'
import { SlotField } from './slot-field.tsx'

const FILE = 'service.yaml'
const RESULTS = ['decision', 'certificate', 'permit', 'registration', 'payment'] as const

/** What of a passport is edited, by the headings it stands under. */
function groupsOf({ world: { country } }: PageContext<'country'>): { heading: string; slots: Slot[] }[] {
  const languages = country.languages.written
  const inEach = (field: string, kind: Slot['kind']): Slot[] =>
    languages.map((language) => ({ path: [field, language], kind }))
  return [
    {
      heading: 'names',
      slots: [...inEach('name', 'text'), ...inEach('summary', 'long'), ...inEach('keywords', 'words')],
    },
    {
      heading: 'whose',
      slots: [
        { path: ['lifeEvent'], kind: 'choice', options: country.lifeEvents.map(({ id }) => id) },
        { path: ['audience'], kind: 'choices', options: ['population', 'business'] },
        { path: ['owner', 'kind'], kind: 'choice', options: country.kinds().map(({ id }) => id) },
        { path: ['owner', 'level'], kind: 'choice', options: country.levels, optional: true },
      ],
    },
    {
      heading: 'how',
      slots: [
        { path: ['term', 'amount'], kind: 'number', optional: true },
        { path: ['term', 'unit'], kind: 'choice', options: TERM_UNITS, optional: true },
        { path: ['channels'], kind: 'choices', options: CHANNELS },
        { path: ['result', 'kind'], kind: 'choice', options: RESULTS },
      ],
    },
    {
      heading: 'burden',
      slots: (['before', 'now'] as const).flatMap((when): Slot[] =>
        (['documents', 'visits', 'bodies', 'days'] as const).map((figure) => ({
          path: [when, figure],
          kind: 'number',
          optional: true,
        })),
      ),
    },
  ]
}

/** The passport: names, whose it is, how long it takes, what it takes of people. */
export const passportPart: EditedPart = {
  part: 'passport',
  files: () => [FILE],
  changes: (posted, draft, context) =>
    changesOf(
      FILE,
      groupsOf(context).flatMap(({ slots }) => slots),
      treeOf(draft, FILE),
      posted,
      context.speech.signs,
    ),
  body(context: PageContext<'country'>, draft, typed) {
    const { speech, world } = context
    const tree = treeOf(draft, FILE)
    if (tree === undefined) return <Unreadable context={context} />
    const nameOption = (path: Slot['path'], option: string): string => {
      const [first, last] = [String(path[0]), String(path.at(-1))]
      if (first === 'lifeEvent') return speech.text(world.country.lifeEvents.find(({ id }) => id === option)!.name)
      if (last === 'kind' && first === 'owner') return world.country.displayName(option, speech.language)
      if (last === 'level') return world.country.levelName(option, speech.language)
      return speech.t(`studio.option.${first}.${option}`)
    }
    return (
      <PartForm context={context} draft={draft} files={[FILE]} action={partPath(draft.id, 'passport')}>
        {groupsOf(context).map(({ heading, slots }) => (
          <Section title={speech.t(`studio.passport.${heading}`)}>
            {slots.map((slot) => (
              <SlotField
                context={context}
                slot={slot}
                tree={tree}
                label={labelOf(context, slot)}
                optionName={(option) => nameOption(slot.path, option)}
                typed={typed}
              />
            ))}
          </Section>
        ))}
      </PartForm>
    )
  },
}

/** The field's name, with the language or the time it is about. */
function labelOf({ speech, world }: PageContext<'country'>, { path }: Slot): string {
  const [first, second] = path.map(String) as [string, string | undefined]
  if (second !== undefined && world.country.languages.written.includes(second))
    return speech.t('studio.in-language', {
      what: speech.t(`studio.field.${first}`),
      language: world.country.languages.about(second).name,
    })
  return speech.t(`studio.field.${path.join('-')}`)
}

export const Unreadable = ({ context: { speech } }: { context: PageContext<any> }) => (
  <Notice tone="refused" title={speech.t('studio.unreadable.title')}>
    {speech.t('studio.unreadable.text')}
  </Notice>
)
