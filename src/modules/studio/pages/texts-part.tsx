import type { PageContext } from '../../../platform/http/index.ts'
import { Section, Tabs } from '../../../ui/index.ts'
import { textsIn } from '../model/edit-texts.ts'
import { textChanges } from '../model/text-changes.ts'
import { PartForm, type EditedPart } from './edit-part.tsx'
import { textOf } from './form-part.tsx'
import { partPath, type ReadDraft } from './frame.tsx'
import { TextFields } from './text-fields.tsx'

const textFiles = ({ world }: PageContext<'country'>) =>
  world.country.languages.written.map((language) => `texts/${language}.yaml`)

/** Keys of every language, by their first word, in the order they are written. */
function groupsOf(context: PageContext<'country'>, draft: ReadDraft): Map<string, string[]> {
  const keys = new Set(textFiles(context).flatMap((file) => [...textsIn(draft.files[file]).keys()]))
  return Map.groupBy([...keys], (key) => key.split('.')[0]!)
}

/** Keys that some language has and another lacks. */
function missingIn(context: PageContext<'country'>, draft: ReadDraft): Set<string> {
  const files = textFiles(context).map((file) => textsIn(draft.files[file]))
  return new Set(files.flatMap((texts) => [...texts.keys()]).filter((key) => files.some((texts) => !texts.get(key))))
}

/** The group that was asked for, else the first that lacks words, else the first. */
const chosen = (
  context: PageContext<'country'>,
  groups: ReadonlyMap<string, readonly string[]>,
  missing: ReadonlySet<string>,
): string => {
  const asked = context.query.get('group') ?? ''
  if (groups.has(asked)) return asked
  const lacking = [...groups].find(([, keys]) => keys.some((key) => missing.has(key)))
  return lacking?.[0] ?? [...groups.keys()][0] ?? ''
}

/** What tells a text to who reads the page: its words, as far as a line goes. */
const shown = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)

/** All words of a service in its languages side by side. */
export const textsPart: EditedPart = {
  part: 'texts',
  files: textFiles,
  changes: (posted, draft, context) => textChanges(draft.files, context.world.country.languages.written, posted),
  next: (_posted, context) =>
    `${partPath(context.parameters['draft']!, 'texts')}?group=${encodeURIComponent(context.query.get('group') ?? '')}`,
  body(context: PageContext<'country'>, draft, typed) {
    const { speech } = context
    const groups = groupsOf(context, draft)
    const missing = missingIn(context, draft)
    const group = chosen(context, groups, missing)
    const at = (each: string) => `${partPath(draft.id, 'texts')}?group=${encodeURIComponent(each)}`
    const name = (each: string) =>
      speech.has(`studio.texts.group.${each}`) ? speech.t(`studio.texts.group.${each}`) : each
    return (
      <>
        <Tabs
          label={speech.t('studio.texts.groups')}
          tabs={[...groups].map(([each, keys]) => ({
            href: speech.path(at(each)),
            text: keys.some((key) => missing.has(key))
              ? `${name(each)}: ${speech.t('studio.texts.missing')}`
              : name(each),
            current: each === group,
            count: speech.number(keys.length),
          }))}
        />
        <PartForm context={context} draft={draft} files={textFiles(context)} action={at(group)}>
          <Section title={name(group)}>
            <p class="soft">{speech.t('studio.texts.lead')}</p>
            {(groups.get(group) ?? []).map((key) => (
              <TextFields
                context={context}
                draft={draft}
                keyOf={key}
                label={shown(textOf(context, draft, key, key))}
                hint={key}
                values={typed.values}
              />
            ))}
          </Section>
        </PartForm>
      </>
    )
  },
}
