import type { ServiceFile } from '../../catalogue/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import type { Change } from './change.ts'
import type { Files } from './draft.ts'
import { NoSuchPlace, NotHere, Unreadable, YamlFile } from './edit-yaml.ts'
import { editProcess } from './edit-process.ts'
import { editRules } from './edit-rules.ts'
import { setText } from './edit-texts.ts'
import { refusal } from './refusals.ts'

/** No file of a service is this big. */
const CHARACTERS_AT_MOST = 4_000_000

/**
 * A draft's files after some edits, in their order; each edit sees those before it.
 * @param known names that a service's files may have
 * @throws Refusal when an edit names a file or place that is not there, or the file can't be read
 */
export function applyChanges(files: Files, changes: readonly Change[], known: readonly ServiceFile[]): Files {
  return changes.reduce((now, change) => {
    try {
      return applied(now, change, known)
    } catch (error) {
      if (error instanceof NoSuchPlace) throw new Refusal(refusal['place-unknown'])
      if (error instanceof NotHere) throw new Refusal(refusal['step-bound'])
      if (error instanceof Unreadable)
        throw new Refusal(refusal['file-unreadable'], {
          parameters: { file: 'file' in change ? change.file : 'texts', message: error.message },
        })
      throw error
    }
  }, files)
}

function applied(files: Files, change: Change, known: readonly ServiceFile[]): Files {
  const named = (file: string): ServiceFile => {
    const found = known.find((name) => name === file)
    if (!found) throw new Refusal(refusal['file-unknown'], { parameters: { file } })
    return found
  }
  switch (change.kind) {
    case 'file': {
      const file = named(change.file)
      const { [file]: _before, ...others } = files
      return change.text === null ? others : withText(files, file, change.text)
    }
    case 'text':
      return Object.entries(change.texts).reduce((now, [language, text]) => {
        const file = named(`texts/${language}.yaml`)
        return withText(now, file, setText(now[file] ?? '', change.key, text))
      }, files)
    case 'process':
      return withText(files, 'process.bpmn', editProcess(files['process.bpmn'] ?? '', change.edit))
    case 'rules':
      return withText(files, 'rules.dmn', editRules(files['rules.dmn'] ?? '', change.edit))
    default: {
      const file = named(change.file)
      const yaml = new YamlFile(files[file] ?? '')
      if (change.kind === 'value') yaml.set(change.path, change.value)
      else if (change.kind === 'insert') yaml.insert(change.path, change.at, change.value)
      else yaml.move(change.path, change.to, change.into)
      return withText(files, file, yaml.toString())
    }
  }
}

function withText(files: Files, file: ServiceFile, text: string): Files {
  if (text.length > CHARACTERS_AT_MOST) throw new Refusal(refusal['file-large'], { parameters: { file } })
  return files[file] === text ? files : { ...files, [file]: text }
}
