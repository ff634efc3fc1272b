import { expect, it } from 'vitest'
import { ErrorSummary, Field, nameFields, uiWords } from './index.ts'
import { galleryVoice } from './testing/voice.ts'

const words = uiWords(galleryVoice('en', '').say)

it('names the field of each error above a form as the page calls it', () => {
  const page = String(
    <main>
      <ErrorSummary
        title="Correct"
        errors={[
          { field: 'phone', text: 'Write at least 5 characters.' },
          { field: 'since', text: 'This must be filled in.' },
          { field: 'kind', text: 'Choose one of the listed values.' },
          { field: 'cellar', text: 'Will there be a cellar: choose an answer' },
          { field: 'sure', text: 'To go on, confirm: I have read it' },
          { field: 'nowhere', text: 'Nobody is there.' },
          { field: 'reason', text: 'This must be filled in.' },
          { text: 'Too many of these.' },
        ]}
      />
      <Field
        kind="text"
        name="phone"
        label="Telephone & fax"
        optional
        error="Write at least 5 characters."
        words={words}
      />
      <Field kind="date" name="since" label="Since when?" error="This must be filled in." words={words} />
      <Field kind="choice" name="kind" label="Kind" options={[{ value: 'a', text: 'First' }]} words={words} />
      <Field kind="textarea" name="reason" id="reason-stand" label="Why it stands" words={words} />
      <Field
        kind="textarea"
        name="reason"
        id="reason-move"
        label="Why it moves"
        error="This must be filled in."
        words={words}
      />
      <Field kind="declaration" name="sure" label="I have read it" words={words} />
      <Field kind="yesno" name="cellar" label="Will there be a cellar?" words={words} />
    </main>,
  )
  const summary = nameFields(page, (name, sentence) => `${name}: ${sentence}`).split('</ul>')[0]!
  expect([...summary.matchAll(/<li>(?:<a href="([^"]+)">)?([^<]*)/g)].map(([, to, text]) => [to, text])).toEqual([
    ['#phone', 'Telephone &amp; fax: Write at least 5 characters.'],
    ['#since', 'Since when?: This must be filled in.'],
    ['#kind', 'Kind: Choose one of the listed values.'],
    ['#cellar', 'Will there be a cellar: choose an answer'],
    ['#sure', 'To go on, confirm: I have read it'],
    [undefined, 'Nobody is there.'],
    ['#reason-move', 'Why it moves: This must be filled in.'],
    [undefined, 'Too many of these.'],
  ])
})
