import { actKey } from '../../../../kernel/case/index.ts'
import { renderSVG } from 'uqr'
import { page } from '../../../../platform/http/index.ts'
import { Beside, Card, Clock, LinkButton, Panel, Qr, Section, Timeline, uiWords } from '../../../../ui/index.ts'
import { getApplicationView } from '../../use/get-application.ts'
import { timelineItems } from '../case/timeline-items.ts'

export const receiptPage = page('GET /applications/:application/receipt', async (context) => {
  const { speech, world, origin } = context
  const one = await context.perform(getApplicationView, { application: context.parameters['application'] })
  const { passport } = await world.published.get(one.service, one.version)
  const goesOn = timelineItems(context, one).filter((item) => item.state !== 'done')
  const toDo = one.tasks.find((task) => task.performer === 'applicant')
  const night = speech.isoDate(one.filedAt) !== speech.isoDate(one.countsFrom)
  return {
    title: speech.t('casework.receipt.title'),
    body: (
      <Beside
        sideLabel={speech.t('casework.receipt.verify-code')}
        main={
          <>
            <Panel title={speech.t('casework.receipt.title')} number={`№ ${one.number}`}>
              <p>{speech.text(passport.name)}</p>
              <p>
                {speech.t('casework.applicant')}: <span dir="auto">{String(one.applicant['name'])}</span>
              </p>
              <p>
                {speech.t('casework.filed-on')}: <span class="nowrap">{speech.dateTime(one.filedAt)}</span>
              </p>
              {night ? <p>{speech.t('casework.timeline.counts-as', { date: speech.date(one.countsFrom) })}</p> : null}
            </Panel>
            <Section title={speech.t('casework.receipt.next')}>
              <Timeline
                words={uiWords(speech.t)}
                items={
                  goesOn.some((item) => item.state === 'now') || one.closedAt
                    ? goesOn
                    : [
                        {
                          state: 'now',
                          what: speech.t('casework.receipt.sent-to', {
                            office: world.country.displayName(one.owner, speech.language),
                          }),
                        },
                        ...goesOn,
                      ]
                }
              />
              <ul>
                {passport.now?.documents === 0 ? <li>{speech.t('casework.receipt.nothing-to-bring')}</li> : null}
                <li>{speech.t('casework.receipt.we-will-tell')}</li>
                <li class="no-print">{speech.t('casework.receipt.print-how')}</li>
              </ul>
            </Section>
            <p class="buttons no-print">
              {toDo ? (
                <LinkButton href={speech.path(`/tasks/${toDo.id}`)}>{speech.t(actKey.open(toDo.act))}</LinkButton>
              ) : null}
              <LinkButton
                {...(toDo ? { look: 'secondary' as const } : {})}
                href={speech.path(`/applications/${one.id}`)}
              >
                {speech.t('applicant.receipt.follow')}
              </LinkButton>
              <a href={speech.path(`/applications/${one.id}/receipt/document`)}>
                {speech.t('applicant.receipt.download')}
              </a>
            </p>
          </>
        }
        side={
          <>
            {one.dueAt ? (
              <Card title={speech.t('casework.due')}>
                <Clock
                  due={speech.t('casework.clock.due', { date: speech.date(one.dueAt) })}
                  holder={speech.t('casework.receipt.sent-to', {
                    office: world.country.displayName(one.owner, speech.language),
                  })}
                  {...(passport.term
                    ? { source: speech.t(`ui.term.${passport.term.unit}`, { count: passport.term.amount }) }
                    : {})}
                />
              </Card>
            ) : null}
            <Qr
              svg={renderSVG(`${origin}/verify?code=${one.receipt}`)}
              label={speech.t('casework.receipt.verify-how')}
              code={one.receipt}
            />
          </>
        }
      />
    ),
  }
})
