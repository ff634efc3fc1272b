import { z } from 'zod'
import { general, Refusal, useCase } from '../../../platform/use-case/index.ts'
import { PublishedProof, PublishedRecord } from '../model/record.ts'
import { findDiscussion } from '../store/discussions.ts'
import { publishedProof, publishedRecord } from '../store/record.ts'
import { DiscussionId } from './shapes.ts'

export const getRecord = useCase({
  name: 'consultation.get-record',
  title: 'The sealed record of a closed discussion: every comment and answer with the Merkle root, for `darcha verify`',
  at: 'GET /consultations/{discussion}/record',
  input: z.object({ discussion: DiscussionId }),
  output: PublishedRecord,
  may: 'anyone',
}).reads(async ({ input }, tx) => {
  const discussion = await findDiscussion(tx, input.discussion)
  const record = discussion && (await publishedRecord(tx, discussion))
  if (!record) throw new Refusal(general['not-found'])
  return record
})

export const getProof = useCase({
  name: 'consultation.get-proof',
  title: "One comment's fate with the way to the root of the sealed record, for `darcha verify`",
  at: 'GET /consultations/{discussion}/comments/{comment}/proof',
  input: z.object({ discussion: DiscussionId, comment: z.uuid() }),
  output: PublishedProof,
  may: 'anyone',
}).reads(async ({ input }, tx) => {
  const discussion = await findDiscussion(tx, input.discussion)
  const proof = discussion && (await publishedProof(tx, discussion, input.comment))
  if (!proof) throw new Refusal(general['not-found'])
  return proof
})
