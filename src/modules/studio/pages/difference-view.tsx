import type { PageContext } from '../../../platform/http/index.ts'
import { Disclosure } from '../../../ui/index.ts'
import type { Files } from '../model/draft.ts'
import { changedFiles } from '../model/draft.ts'
import { lineDifference } from '../model/line-difference.ts'

/** Groups of lines shown of one file at once; the rest is told as a number. */
const GROUPS_SHOWN = 60

/** What differs between two states of a service, file by file and line by line. */
export function DifferenceView({
  context: { speech },
  before,
  now,
  open = true,
}: {
  context: PageContext
  before: Files
  now: Files
  open?: boolean
}) {
  const files = Object.keys(changedFiles(before, now)).sort() as (keyof Files)[]
  if (files.length === 0) return <p>{speech.t('studio.difference.none')}</p>
  return (
    <div class="stack">
      {files.map((file) => {
        const groups = lineDifference(before[file] ?? '', now[file] ?? '')
        const count = (kind: string) => groups.flat().filter((line) => line.kind === kind).length
        const summary = speech.t('studio.difference.file', { file, added: count('new'), gone: count('gone') })
        return (
          <Disclosure summary={summary} open={open && groups.length <= GROUPS_SHOWN}>
            {groups.slice(0, GROUPS_SHOWN).map((group) => (
              <div class="table-frame" role="region" aria-label={file} tabindex={0}>
                <table class="difference" data-dense="">
                  <caption class="hidden-visually">
                    {speech.t('studio.difference.lines', { file, line: group[0]!.line })}
                  </caption>
                  <tbody>
                    {group.map(({ kind, line, text }) => (
                      <tr data-line={kind}>
                        <td class="num soft">{line}</td>
                        <td>
                          {kind === 'same' ? (
                            <span class="mono">{text}</span>
                          ) : kind === 'gone' ? (
                            <del>{text || ' '}</del>
                          ) : (
                            <ins>{text || ' '}</ins>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            ))}
            {groups.length > GROUPS_SHOWN ? (
              <p>{speech.t('studio.difference.more', { count: groups.length - GROUPS_SHOWN })}</p>
            ) : null}
          </Disclosure>
        )
      })}
    </div>
  )
}
