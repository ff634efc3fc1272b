import { isName, nameKeys } from '../model/element-name.ts'
import type { ServiceFolder } from '../model/service-folder.ts'
import type { Report } from './check-parts.ts'
import { lineOfText } from './check-texts.ts'
import type { ShownElement } from './model-elements.ts'

/**
 * Notes each element with a name that a diagram could not show in a language, and each name of what no diagram shows.
 */
export function checkElementNames(
  { texts, files }: Pick<ServiceFolder, 'texts' | 'files'>,
  shown: readonly ShownElement[],
  report: Report,
): void {
  const languages = Object.keys(texts)
  for (const { id, name } of shown) {
    if (name === '') continue
    const [own, title] = nameKeys(id)
    for (const language of languages) {
      if (texts[language]![own] !== undefined || isName(texts[language]![title])) continue
      const why =
        texts[language]![title] === undefined ? '' : `; ${title} speaks of a case, and in a diagram there is none`
      report({
        file: `texts/${language}.yaml`,
        line: lineOfText(files[`texts/${language}.yaml`], title),
        message: `${own} is missing: what the diagram calls "${name}"${why}`,
        remedy: `Write ${own} in ${languages.join(', ')}.`,
      })
    }
  }
  const ids = new Set(shown.map((element) => element.id))
  for (const language of languages) {
    const at = (key: string) => ({
      file: `texts/${language}.yaml`,
      line: lineOfText(files[`texts/${language}.yaml`], key),
    })
    for (const key of Object.keys(texts[language]!).filter((text) => text.startsWith('process.'))) {
      const element = key.slice('process.'.length)
      // the keys are the same in each language: one of them is enough to say that nothing is called so
      if (!ids.has(element) && language === languages[0])
        report({
          ...at(key),
          message: `${key} speaks of "${element}", which is not there`,
          remedy: 'Name an element of process.bpmn that is drawn, or take the text out of all languages.',
        })
      if (ids.has(element) && !isName(texts[language]![key]))
        report({
          ...at(key),
          message: `${key} has braces, and in a diagram there is no case to fill them`,
          remedy: 'Write it without braces.',
        })
    }
  }
}
