import type { PageContext } from '../../../platform/http/index.ts'
import { Button, Field, Notice, Section, Table, Tag, uiWords } from '../../../ui/index.ts'
import type { Change } from '../model/change.ts'
import { valueAt } from '../model/slots.ts'
import { checkDraft } from '../use/check-draft.ts'
import { Carried, PartForm, type EditedPart } from './edit-part.tsx'
import { Findings } from './findings.tsx'
import { partPath, treeOf } from './frame.tsx'

const FILE = 'examples.yaml'

/** Examples with what happened to each, and one press to say that this is what is meant. */
export const examplesPart: EditedPart = {
  part: 'examples',
  files: () => [FILE],
  changes(posted, draft): Change[] {
    const text = posted.get('text')
    if (posted.get('op') === 'take') {
      const at = Number(posted.get('at'))
      if (!valueAt(treeOf(draft, FILE), [at])) return []
      return [
        { kind: 'value', file: FILE, path: [at, 'expect', 'status'], value: posted.get('status') ?? '' },
        {
          kind: 'value',
          file: FILE,
          path: [at, 'expect', 'path'],
          value: (posted.get('path') ?? '').split(' ').filter(Boolean),
        },
      ]
    }
    const before = draft.files[FILE] ?? ''
    const given = (text ?? '').replaceAll('\r\n', '\n').trimEnd()
    return text === null || given === before.trimEnd() ? [] : [{ kind: 'file', file: FILE, text: `${given}\n` }]
  },
  async body(context: PageContext<'country'>, draft, typed) {
    const { speech } = context
    const found = await context.perform(checkDraft, { draft: draft.id })
    const examples = treeOf(draft, FILE)
    const list: any[] = Array.isArray(examples) ? examples : []
    const ranOf = (name: unknown) => found.runs.find((run) => run.name === name)
    const faultsOf = (name: unknown) =>
      found.errors.filter(({ file, message }) => file === FILE && message.startsWith(`"${String(name)}"`))
    const rows = list.map((example, at) => ({
      example,
      at,
      ran: ranOf(example?.name),
      faults: faultsOf(example?.name),
    }))
    return (
      <>
        <Section title={speech.t('studio.examples.ran')}>
          {found.runs.length === 0 ? <Notice tone="waits">{speech.t('studio.examples.not-run')}</Notice> : null}
          <Table
            caption={speech.t('studio.examples.ran')}
            captionHidden
            stack
            rows={rows}
            columns={[
              {
                header: speech.t('studio.examples.example'),
                main: true,
                cell: ({ example }) => String(example?.name ?? ''),
              },
              {
                header: speech.t('studio.examples.how'),
                cell: ({ ran, faults }) =>
                  ran ? (
                    <Tag tone={faults.length === 0 ? 'done' : 'refused'}>
                      {speech.t(faults.length === 0 ? 'studio.examples.good' : 'studio.examples.other')}
                    </Tag>
                  ) : (
                    '–'
                  ),
              },
              {
                header: speech.t('studio.examples.way'),
                cell: ({ ran }) =>
                  ran
                    ? `${ran.path.join(' → ')} → ${ran.status}${ran.waiting.length > 0 ? ` (${speech.t('studio.examples.waits', { steps: ran.waiting.join(', ') })})` : ''}`
                    : '–',
              },
              {
                header: speech.t('studio.examples.meant'),
                cell: ({ example, at, ran, faults }) =>
                  ran && faults.length > 0 ? (
                    <form action={speech.path(partPath(draft.id, 'examples'))} method="post">
                      <Carried context={context} draft={draft} files={[FILE]} />
                      <input type="hidden" name="at" value={String(at)} />
                      <input type="hidden" name="status" value={ran.status} />
                      <input type="hidden" name="path" value={ran.path.join(' ')} />
                      <Button look="secondary" name="op" value="take">
                        {speech.t('studio.examples.take')}
                        <span class="hidden-visually"> {String(example?.name ?? '')}</span>
                      </Button>
                    </form>
                  ) : (
                    '–'
                  ),
              },
            ]}
          />
        </Section>
        <Findings context={context} draft={draft} found={found} />
        <Section title={speech.t('studio.examples.text')}>
          <PartForm
            context={context}
            draft={draft}
            files={[FILE]}
            action={partPath(draft.id, 'examples')}
            button={speech.t('studio.examples.save')}
          >
            <Field
              kind="textarea"
              name="text"
              label={FILE}
              hint={speech.t('studio.examples.text-hint')}
              rows={20}
              value={typed.values['text'] ?? draft.files[FILE] ?? ''}
              error={typed.faults['text']}
              words={uiWords(speech.t)}
            />
          </PartForm>
        </Section>
      </>
    )
  },
}
