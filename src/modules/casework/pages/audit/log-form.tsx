import type { PageContext } from '../../../../platform/http/index.ts'
import { Button, Buttons, Columns, Disclosure, Field, Form, uiWords } from '../../../../ui/index.ts'
import type { Asked } from './log-query.ts'
import { saidOf } from './log-words.ts'

interface LogFormProps {
  context: PageContext<'country' | 'kindsOfEvents'>
  asked: Asked
  faults: Readonly<Record<string, string>>
  path: string
}

/** By whom, what, where and when the log is searched; closed until something was asked. */
export const LogForm = ({ context, asked, faults, path }: LogFormProps) => {
  const { speech, world } = context
  const words = uiWords(speech.t)
  const shared = (name: keyof Asked) => ({
    name,
    label: speech.t(`log.${name}`),
    optional: true,
    words,
    ...(asked[name] ? { value: asked[name] } : {}),
    ...(faults[name] ? { error: faults[name] } : {}),
  })
  return (
    <Disclosure summary={speech.t('log.find')} open={Object.keys(asked).length > 0}>
      <Form method="get" action={speech.path(path)}>
        <Columns columns={2}>
          <Field
            kind="text"
            {...shared('person')}
            hint={speech.t('log.person-hint', { name: speech.text(world.country.numbers.person.name) })}
          />
          <Field kind="text" {...shared('case')} />
          <Field kind="text" {...shared('official')} hint={speech.t('log.official-hint', { system: 'system' })} />
          <Field
            kind="text"
            {...shared('body')}
            hint={speech.t('log.body-hint', {
              example: world.country.displayName(world.country.offices()[0]?.id ?? '', speech.language),
            })}
          />
          <Field
            kind="choice"
            {...shared('kind')}
            asList
            options={world.kindsOfEvents.map((kind) => ({ value: kind, text: saidOf(speech, kind) }))}
          />
        </Columns>
        <Columns columns={2}>
          <Field kind="date" {...shared('from')} />
          <Field kind="date" {...shared('until')} />
        </Columns>
        <Buttons>
          <Button>{speech.t('ui.search')}</Button>
        </Buttons>
      </Form>
    </Disclosure>
  )
}
