import type { PageContext, Post, Typed, View } from '../../../platform/http/index.ts'
import { answerFilePost, type FileInMemory } from '../../../platform/files/index.ts'
import { Refusal } from '../../../platform/use-case/index.ts'
import { Field, uiWords } from '../../../ui/index.ts'
import { FORMATS, type TextFormat } from '../model/parse-act.ts'
import { refusal } from '../model/refusals.ts'

/** Bytes of one file with the text of an act: in base64 it still fits what the interface takes. */
const MOST_BYTES = 3_000_000

const BY_ENDING: Readonly<Record<string, TextFormat>> = {
  docx: 'docx',
  html: 'html',
  htm: 'html',
  xml: 'akn',
  akn: 'akn',
  txt: 'text',
}
const ENDINGS = Object.keys(BY_ENDING)

/** Files of a form by the name of their field. */
export type ActFiles = ReadonlyMap<string, FileInMemory>

/** `answerPost` for a form that may bring files with texts of acts. */
export const answerActPost = (
  context: PageContext,
  post: Omit<Post, 'does'> & { does(posted: URLSearchParams, files: ActFiles, key?: string): Promise<string | View> },
): Promise<View | Response> =>
  answerFilePost(
    context,
    { ...post, does: (posted, files, { key }) => post.does(posted, files, key) },
    { fileBytes: MOST_BYTES },
  )

/**
 * The text of an act as it was handed in: a file by the ending of its name, else what was written in the form.
 * @param field of the file; @param written what was typed, in `format`
 * @returns undefined when there is neither
 * @throws Refusal file-unknown for an ending that is none of ours, at the file's field
 */
export function actText(
  files: ActFiles,
  field: string,
  written: string,
  format: string,
): { format: string; text: string } | undefined {
  const file = files.get(field)
  if (!file) return written.trim() === '' ? undefined : { format: format || 'text', text: written }
  const ending = /\.([a-z]{1,5})$/i.exec(file.name)?.[1]?.toLowerCase() ?? ''
  const found = Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined
  if (!found)
    throw new Refusal(refusal['file-unknown'], {
      problems: [{ path: field, text: refusal['file-unknown'].text }],
    })
  const bytes = Buffer.from(file.bytes)
  // a file of another encoding reads as nothing sensible: it is told to be unreadable rather than published broken
  if (found !== 'docx' && bytes.toString('utf8').includes('\ufffd'))
    throw new Refusal(refusal['text-unreadable'], {
      problems: [{ path: field, text: refusal['text-unreadable'].text }],
    })
  return { format: found, text: bytes.toString(found === 'docx' ? 'base64' : 'utf8').replace(/^\ufeff/, '') }
}

/** The text of an act: a file, or words that are pasted. */
export function actFields({ speech }: PageContext, { values, faults }: Pick<Typed, 'values' | 'faults'>) {
  const words = uiWords(speech.t)
  return (
    <>
      <Field
        kind="file"
        name="file"
        accept={ENDINGS}
        optional
        label={speech.t('consultation.new.file')}
        hint={speech.t('consultation.new.file-hint')}
        error={faults['file']}
        words={words}
      />
      <Field
        kind="textarea"
        name="text"
        rows={14}
        optional
        label={speech.t('consultation.new.text')}
        hint={speech.t('consultation.new.text-hint')}
        value={values['text'] ?? ''}
        error={faults['text']}
        words={words}
      />
      <Field
        kind="choice"
        name="format"
        label={speech.t('consultation.new.format')}
        value={values['format'] ?? 'text'}
        options={FORMATS.filter((format) => format !== 'docx').map((format) => ({
          value: format,
          text: speech.t(`consultation.new.format-${format}`),
        }))}
        words={words}
      />
    </>
  )
}

/** The text in force, where there is one: a file, or words that are pasted. */
export function inForceFields({ speech }: PageContext, { values, faults }: Pick<Typed, 'values' | 'faults'>) {
  const words = uiWords(speech.t)
  return (
    <>
      <Field
        kind="file"
        name="inForceFile"
        accept={ENDINGS}
        optional
        label={speech.t('consultation.new.inForceFile')}
        hint={speech.t('consultation.new.inForce-hint')}
        error={faults['inForceFile']}
        words={words}
      />
      <Field
        kind="textarea"
        name="inForce"
        rows={6}
        optional
        label={speech.t('consultation.new.inForce')}
        hint={speech.t('consultation.new.inForce-or')}
        value={values['inForce'] ?? ''}
        error={faults['inForce']}
        words={words}
      />
    </>
  )
}
