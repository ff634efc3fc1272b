import type { z } from 'zod'
import type { PageContext } from '../../../platform/http/index.ts'
import { Notice, Section } from '../../../ui/index.ts'
import type { checkDraft } from '../use/check-draft.ts'
import { partPath, type ReadDraft } from './frame.tsx'

type Found = z.output<typeof checkDraft.output>

/** What the check found, each with the way to where it is mended. */
export function Findings({
  context: { speech },
  draft,
  found,
}: {
  context: PageContext
  draft: ReadDraft
  found: Found
}) {
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
            {problems.map(({ line, message, remedy }) => (
              <li>
                {speech.t('studio.check.at', { line })} {message}
                <p class="small soft">{remedy}</p>
              </li>
            ))}
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

/** The part of the studio where a file is edited. */
function placeOf(file: string): string {
  if (file === 'service.yaml') return 'passport'
  if (file === 'rules.dmn') return 'rules'
  if (file === 'process.bpmn') return 'process'
  if (file === 'examples.yaml') return 'examples'
  if (file === 'form.yaml') return 'form'
  if (file.startsWith('texts/')) return 'texts'
  return `source?file=${encodeURIComponent(file)}`
}
