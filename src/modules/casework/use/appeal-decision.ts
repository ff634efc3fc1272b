import { z } from 'zod'
import { printedText } from '../../../kernel/text/index.ts'
import { actorOf } from '../../../platform/rights/index.ts'
import { Refusal, useCase } from '../../../platform/use-case/index.ts'
import { awaitsMessage } from '../../process/index.ts'
import { knownSince, openAppeal } from '../model/open-appeal.ts'
import { STATUSES } from '../../../kernel/case/index.ts'
import { refusal } from '../model/application.ts'
import { getApplication } from '../store/applications.ts'
import { decisionsOf } from '../store/decisions.ts'
import { theCase } from './get-application.ts'

export const appealDecision = useCase({
  name: 'casework.appeal-decision',
  title: 'Appeal a refusal to the body above',
  at: 'POST /applications/{application}/appeal',
  input: z.object({ application: z.uuid(), grounds: printedText(z.string().trim().min(1).max(4000)) }),
  output: z.object({ id: z.uuid(), status: z.enum(STATUSES) }),
  example: {
    input: {
      application: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01',
      grounds: 'The register was corrected after the decision: the flat is mine since March.',
    },
    output: { id: '0198b0c4-3d5e-7a10-8f21-5b6c7d8e9f01', status: 'in_progress' },
  },
  needs: ['country', 'engine', 'services'],
  may: ['applicant of application', 'counter of application'],
  records: { about: 'case', facts: z.object({}), readers: 'subject', line: 'appealed' },
  edits: theCase,
}).does(async ({ input, principal, now, world }, tx) => {
  const application = await getApplication(tx, input.application)
  const { passport } = await world.services.get(tx, application.service, application.version)
  if (
    !openAppeal(world, passport, application, now, knownSince(await decisionsOf(tx, application.caseId))) ||
    !(await awaitsMessage(tx, application.caseId, 'appeal'))
  )
    throw new Refusal(refusal['no-appeal'])
  const { followed } = await world.engine.send(
    tx,
    application.caseId,
    { type: 'message', name: 'appeal', variables: { appealGrounds: input.grounds } },
    { now, actor: actorOf(principal) },
  )
  return {
    answer: { id: application.caseId, status: followed.status ?? application.status },
    subject: application.caseId,
    facts: {},
  }
})
