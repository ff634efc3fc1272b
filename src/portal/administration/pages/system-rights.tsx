import { servicesGivenBy } from '../../../modules/exchange/index.ts'
import { Button, Buttons, Disclosure, EmptyState, Field, Form, Section, Table, uiWords } from '../../../ui/index.ts'
import { hereOf, TermFields, termColumns, type ShownSystem, type SystemPart } from './system-parts.tsx'

/** What a system may ask, from when until when, and a form that lets it ask more. */
export function RightsSection({ context, system: { rights }, administers, typed }: SystemPart) {
  const { speech } = context
  return (
    <Section title={speech.t('systems.rights')}>
      {rights.length === 0 ? (
        <EmptyState title={speech.t('systems.rights-none')} />
      ) : (
        <Table
          caption={speech.t('systems.rights')}
          captionHidden
          stack
          rows={rights}
          columns={[
            {
              header: speech.t('systems.right'),
              main: true,
              cell: ({ service }) => (
                <>
                  {speech.t(`systems.service.${service}`)}
                  <br />
                  <code class="small">{service}</code>
                </>
              ),
            },
            ...termColumns(context),
            ...(administers
              ? [
                  {
                    header: speech.t('systems.right-end'),
                    cell: (item: ShownSystem['rights'][number]) =>
                      item.state === 'ended' ? (
                        '–'
                      ) : (
                        <Form action={speech.path(`${hereOf(context)}/end-access`)}>
                          <input type="hidden" name="service" value={item.service} />
                          <Button look="secondary" danger>
                            {speech.t('systems.right-end')}
                            <span class="hidden-visually"> {speech.t(`systems.service.${item.service}`)}</span>
                          </Button>
                        </Form>
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {administers ? <GiveAccess context={context} typed={typed} /> : null}
    </Section>
  )
}

function GiveAccess({ context, typed: { values, faults } }: Pick<SystemPart, 'context' | 'typed'>) {
  const { speech } = context
  return (
    <Disclosure summary={speech.t('systems.right-give')} open={Object.keys(values).length > 0}>
      <Form action={speech.path(`${hereOf(context)}/give-access`)}>
        <input type="hidden" name="key" value={context.formKey()} />
        <Field
          kind="choice"
          name="service"
          label={speech.t('systems.right')}
          error={faults['service']}
          value={values['service'] ?? ''}
          options={servicesGivenBy(context.principal).map((service) => ({
            value: service,
            text: speech.t(`systems.service.${service}`),
          }))}
          words={uiWords(speech.t)}
        />
        <TermFields context={context} of="right" typed={{ values, faults }} />
        <Buttons>
          <Button>{speech.t('systems.right-give-do')}</Button>
        </Buttons>
      </Form>
    </Disclosure>
  )
}
