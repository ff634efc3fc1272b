import type { PageContext } from '../../../platform/http/index.ts'
import { textsIn } from '../model/edit-texts.ts'
import type { ReadDraft } from './frame.tsx'

/** What the draft's texts call elements in the language of the page: read once, asked for many. */
export function elementNames(
  { speech, world }: PageContext<'country'>,
  draft: ReadDraft,
): (id: string) => string | undefined {
  const own = world.country.languages.sourceOf(speech.language)
  const texts = textsIn(draft.files[`texts/${own}.yaml`])
  return (id) => {
    const text = texts.get(`process.${id}`)
    return text ? world.country.text({ [own]: text } as never, speech.language) : undefined
  }
}
