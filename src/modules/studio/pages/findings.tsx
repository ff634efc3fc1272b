import type { z } from 'zod'
import type { PageContext } from '../../../platform/http/index.ts'
import { Notice, Section } from '../../../ui/index.ts'
import type { checkDraft } from '../use/check-draft.ts'
import { findingWords } from '../model/finding-words.ts'
import { textName } from '../model/text-changes.ts'
import { textOf } from './form-part.tsx'
import { partPath, type ReadDraft } from './frame.tsx'

type Found = z.output<typeof checkDraft.output>

/** How the check says that a text lacks in a language. */
const MISSING = /^(\S+) is missing[;:] /
const languageOf = (file: string): string => file.replace(/^texts\/|\.yaml$/g, '')

/** What the check found, each with the way to where it is mended. */
export function Findings({
  context,
  draft,
  found,
}: {
  context: PageContext<'country'>
  draft: ReadDraft
  found: Found
}) {
  const { speech } = context
  return (
    <Section title={speech.t('studio.check.title')} id="check">
      {found.ok ? (
        <Notice tone="done" title={speech.t('studio.check.good')}>
          {speech.t('studio.check.good-text')}
        </Notice>
      ) : null}
      {[...Map.groupBy(found.errors, ({ file }) => file)].map(([file, problems]) => (
        <>
          <h3>
            <a href={speech.path(partPath(draft.id, placeOf(file)))}>{file}</a>
          </h3>
          <ul>
            {problems.map(({ line, message, remedy }) => {
              const key = file.startsWith('texts/') ? MISSING.exec(message)?.[1] : undefined
              return key === undefined ? (
                <Told context={context} draft={draft} line={line} message={message} remedy={remedy} />
              ) : (
                <li>
                  <a
                    href={speech.path(
                      `${partPath(draft.id, 'texts')}?group=${encodeURIComponent(key.split('.')[0]!)}#${textName(key, languageOf(file)).replaceAll(/[^\w-]/g, '-')}`,
                    )}
                  >
                    {speech.t('studio.check.missing-text', {
                      text: `${textOf(context, draft, key, key)}${whatOf(key, (word) => speech.t(`studio.process.${word}`))}`,
                      language: context.world.country.languages.about(languageOf(file)).name,
                    })}
                  </a>
                </li>
              )
            })}
          </ul>
        </>
      ))}
      {found.warnings.length === 0 ? null : (
        <>
          <h3>{speech.t('studio.check.warnings')}</h3>
          <ul>
            {found.warnings.map(({ file, line, message }) => (
              <li>
                {file}:{line} {message}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

/** Which of the words of one step lack: its name, its task and its line are called alike when it is new. */
function whatOf(key: string, say: (word: 'name' | 'task-title' | 'stage') => string): string {
  if (key.startsWith('process.')) return ` (${say('name')})`
  if (/^task\..*\.title$/.test(key)) return ` (${say('task-title')})`
  return key.startsWith('stage.') ? ` (${say('stage')})` : ''
}

/** A finding in the page's language where we have words for it, with the way to its step; else as the check says it. */
function Told({
  context: { speech },
  context,
  draft,
  line,
  message,
  remedy,
}: {
  context: PageContext<'country'>
  draft: ReadDraft
  line: number
  message: string
  remedy: string
}) {
  const ours = findingWords(message)
  const step = ours?.names['step']
  if (!ours)
    return (
      <li>
        {speech.t('studio.check.at', { line })} {message}
        <p class="small soft">{remedy}</p>
      </li>
    )
  const names =
    step === undefined ? ours.names : { ...ours.names, step: textOf(context, draft, `process.${step}`, step) }
  const text = speech.t(`studio.found.${ours.key}`, names)
  return (
    <li>
      {step === undefined ? (
        text
      ) : (
        <a href={speech.path(`${partPath(draft.id, 'process')}?step=${step}#step-${step}`)}>{text}</a>
      )}
    </li>
  )
}

/** The part of the studio where a file is edited. */
function placeOf(file: string): string {
  if (file === 'service.yaml') return 'passport'
  if (file === 'rules.dmn' || file === 'rule-examples.yaml') return 'rules'
  if (file === 'process.bpmn') return 'process'
  if (file === 'examples.yaml') return 'examples'
  if (file === 'form.yaml') return 'form'
  if (file.startsWith('texts/')) return 'texts'
  return `source?file=${encodeURIComponent(file)}`
}
