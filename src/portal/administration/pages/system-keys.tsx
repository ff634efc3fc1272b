import { Button, Buttons, Disclosure, EmptyState, Field, Form, Section, Table, uiWords } from '../../../ui/index.ts'
import { hereOf, KEY_FORMATS, TermFields, termColumns, type ShownSystem, type SystemPart } from './system-parts.tsx'

/** The keys that a system signs by, and a form that gives it a new one. */
export function KeysSection({ context, system, administers, typed }: SystemPart) {
  const { speech } = context
  const { keys, memberKey } = system
  return (
    <Section title={speech.t('systems.keys')}>
      {keys.length > 0 ? (
        <Table
          caption={speech.t('systems.keys')}
          captionHidden
          stack
          rows={keys}
          columns={[
            { header: speech.t('systems.key'), main: true, cell: ({ fingerprint }) => <code>{fingerprint}</code> },
            ...termColumns(context),
            ...(administers
              ? [
                  {
                    header: speech.t('systems.key-end'),
                    cell: (item: ShownSystem['keys'][number]) =>
                      item.state === 'ended' ? (
                        '–'
                      ) : (
                        <Form action={speech.path(`${hereOf(context)}/end-key`)}>
                          <input type="hidden" name="fingerprint" value={item.fingerprint} />
                          <Button look="secondary" danger>
                            {speech.t('systems.key-end')}
                            <span class="hidden-visually"> {item.fingerprint}</span>
                          </Button>
                        </Form>
                      ),
                  },
                ]
              : []),
          ]}
        />
      ) : memberKey === null ? (
        <EmptyState title={speech.t('systems.keys-none')} />
      ) : (
        <p>
          {speech.t('systems.member-key')} <code>{memberKey}</code>
        </p>
      )}
      {administers ? <GiveKey context={context} system={system} typed={typed} /> : null}
    </Section>
  )
}

function GiveKey({ context, system, typed: { values, faults } }: Omit<SystemPart, 'administers'>) {
  const { speech } = context
  const words = uiWords(speech.t)
  const open = Object.keys(values).length > 0
  return (
    <Disclosure summary={speech.t(system.keys.length > 0 ? 'systems.key-rotate' : 'systems.key-give')} open={open}>
      <Form action={speech.path(`${hereOf(context)}/give-key`)}>
        <input type="hidden" name="key" value={context.formKey()} />
        <Field
          kind="textarea"
          name="publicKey"
          label={speech.t('systems.field.publicKey')}
          hint={speech.t('systems.hint.publicKey', { formats: KEY_FORMATS })}
          error={faults['publicKey']}
          rows={4}
          maxLength={10_000}
          value={values['publicKey'] ?? ''}
          words={words}
        />
        <TermFields context={context} of="key" typed={{ values, faults }} />
        {system.keys.some(({ state }) => state !== 'ended') ? (
          <Field
            kind="choice"
            name="earlier"
            label={speech.t('systems.field.earlier')}
            hint={speech.t('systems.hint.earlier')}
            error={faults['earlier']}
            value={values['earlier'] ?? '24'}
            options={['0', '24', '168', 'stay'].map((value) => ({ value, text: speech.t(`systems.earlier.${value}`) }))}
            words={words}
          />
        ) : null}
        <Buttons>
          <Button>{speech.t('systems.key-give-do')}</Button>
        </Buttons>
      </Form>
    </Disclosure>
  )
}
