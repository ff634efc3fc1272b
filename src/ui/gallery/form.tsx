import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Field,
  Form,
  PageHeading,
  StepHeader,
  TextButton,
  uiWords,
} from '../index.ts'
import { firm, SampleShell, type GalleryVoice } from './sample-shell.tsx'

export const FormPage = ({ voice }: { voice: GalleryVoice }) => {
  const words = uiWords(voice.say)
  return (
    <SampleShell voice={voice} title="Who will be the guardian?" hasErrors person={firm}>
      <BackLink href="#" text={words.back} />
      <StepHeader text="Step 3 of 5" step={3} of={5} saved="saved 10:42" />
      <ErrorSummary
        title={words['error-title']}
        errors={[
          { field: 'wardNumber', text: 'Number of the ward: enter 14 digits' },
          {
            field: 'since',
            text: 'Lives with you since: there is no such date. Enter day, month and year, such as 14 3 1990',
          },
        ]}
      />
      <PageHeading caption="Guardianship of an adult" title="Who will be the guardian?" />
      <Form action="#" files>
        <Field
          kind="person-number"
          name="wardNumber"
          label="Number of the ward"
          hint="Personal number: 14 digits in the passport or ID card"
          value="3120489001"
          error="Number of the ward: enter 14 digits"
          words={words}
        />
        <Field
          kind="text"
          name="name"
          label="Full name"
          value="Karimov Anvar Toʻlqinovich"
          readonly
          found={{
            text: 'Found in Register of population',
            notRight: {
              name: 'name-remark',
              label: 'What is not right?',
              text: 'The Ministry keeps this register.',
              maxLength: 300,
            },
          }}
          why={
            <p>
              The decision names the ward. <a href="#">Civil Code, art. 32</a>
            </p>
          }
          words={words}
        />
        <Field
          kind="date"
          name="since"
          label="Lives with you since"
          hint="For example: 14 3 1990"
          value="2026-2-31"
          faulty={['day']}
          error="Lives with you since: there is no such date. Enter day, month and year, such as 14 3 1990"
          words={words}
        />
        <Field
          kind="choice"
          name="relation"
          label="What is the ward to you?"
          options={[
            { value: 'parent', text: 'Parent' },
            { value: 'child', text: 'Son or daughter' },
            { value: 'sibling', text: 'Brother or sister' },
            { value: 'other', text: 'Other relative', hint: 'We will ask which' },
          ]}
          value="parent"
          words={words}
        />
        <Field kind="yesno" name="shared" label="Does anyone else live with you?" value={false} words={words} />
        <Field kind="money" name="income" label="Monthly income" suffix="crowns" optional words={words} />
        <Field
          kind="file"
          name="consent"
          label="Consent of the family, signed"
          accept={['pdf', 'png', 'jpeg']}
          hint="PDF, PNG or JPEG, at most 10 MB"
          files={[{ id: '1', name: 'rozilik-xati.pdf', size: '214 KB', href: '#' }]}
          words={words}
        />
        <Field kind="declaration" name="true" label="I confirm that what I have given is correct" words={words} />
        <Buttons>
          <Button>Continue</Button>
          <TextButton name="act" value="leave">
            Save and come back later
          </TextButton>
        </Buttons>
      </Form>
    </SampleShell>
  )
}
