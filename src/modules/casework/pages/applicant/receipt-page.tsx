import { actKey, isAppealed, isEnded } from '../../../../kernel/case/index.ts'
import { renderSVG } from 'uqr'
import { page } from '../../../../platform/http/index.ts'
import { Beside, Card, Clock, LinkButton, Panel, Qr, Section, Timeline, uiWords } from '../../../../ui/index.ts'
import { getApplicationView } from '../../use/get-application.ts'
import { timelineItems } from '../case/timeline-items.ts'

export const receiptPage = page('GET /applications/:application/receipt', ['country', 'published'], async (context) => {
  const { speech, world, origin } = context
  const entry = await context.perform(getApplicationView, { application: context.parameters['application'] })
  const { passport } = await world.published.get(entry.service, entry.version)
  const goesOn = timelineItems(context, entry).filter((item) => item.state !== 'done')
  const toDo = entry.tasks.find((task) => task.performer === 'applicant')
  // who opens it once more when it was decided learns that, and not what was to come
  const decided = entry.outcome === null ? undefined : isAppealed(entry) ? 'appealed' : entry.outcome
  const night = speech.isoDate(entry.filedAt) !== speech.isoDate(entry.countsFrom)
  return {
    title: speech.t('casework.receipt.title'),
    body: (
      <Beside
        sideLabel={speech.t('casework.receipt.verify-code')}
        main={
          <>
            <Panel title={speech.t('casework.receipt.title')} number={`№ ${entry.number}`}>
              <p>{speech.text(passport.name)}</p>
              <p>
                {speech.t('casework.applicant')}: <span dir="auto">{String(entry.applicant['name'])}</span>
              </p>
              <p>
                {speech.t('casework.filed-on')}: {speech.dateTime(entry.filedAt)}
              </p>
              {night ? <p>{speech.t('casework.timeline.counts-as', { date: speech.date(entry.countsFrom) })}</p> : null}
            </Panel>
            <Section title={speech.t(decided ? 'casework.receipt.decided' : 'casework.receipt.next')}>
              {decided ? <p>{speech.t(`casework.outcome-told.${decided}`)}</p> : null}
              {decided && goesOn.length === 0 ? null : (
                <Timeline
                  words={uiWords(speech.t)}
                  items={
                    goesOn.some((item) => item.state === 'now') || entry.closedAt
                      ? goesOn
                      : [
                          {
                            state: 'now',
                            what: speech.t('casework.receipt.sent-to', {
                              office: world.country.displayName(entry.owner, speech.language),
                            }),
                          },
                          ...goesOn,
                        ]
                  }
                />
              )}
              <ul>
                {!decided && passport.now?.documents === 0 ? (
                  <li>{speech.t('casework.receipt.nothing-to-bring')}</li>
                ) : null}
                {decided ? null : <li>{speech.t('casework.receipt.we-will-tell')}</li>}
                <li class="no-print">{speech.t('casework.receipt.print-how')}</li>
              </ul>
            </Section>
            <p class="buttons no-print">
              {toDo ? (
                <LinkButton href={speech.path(`/tasks/${toDo.id}`)}>{speech.t(actKey.open(toDo.act))}</LinkButton>
              ) : null}
              <LinkButton
                {...(toDo ? { look: 'secondary' as const } : {})}
                href={speech.path(`/applications/${entry.id}`)}
              >
                {speech.t(
                  entry.outcome !== null && !isEnded(entry.outcome)
                    ? 'applicant.receipt.see-decision'
                    : 'applicant.receipt.follow',
                )}
              </LinkButton>
              <a href={speech.path(`/applications/${entry.id}/receipt/document`)}>
                {speech.t('applicant.receipt.download')}
              </a>
            </p>
          </>
        }
        side={
          <>
            {entry.dueAt && !decided ? (
              <Card title={speech.t('casework.due')}>
                <Clock
                  due={speech.t('casework.clock.due', { date: speech.date(entry.dueAt) })}
                  holder={speech.t('casework.receipt.sent-to', {
                    office: world.country.displayName(entry.owner, speech.language),
                  })}
                  {...(passport.term
                    ? { source: speech.t(`ui.term.${passport.term.unit}`, { count: passport.term.amount }) }
                    : {})}
                />
              </Card>
            ) : null}
            <Qr
              svg={renderSVG(`${origin}/verify?code=${entry.receipt}`)}
              label={speech.t('casework.receipt.verify-how')}
              code={entry.receipt}
            />
          </>
        }
      />
    ),
  }
})
