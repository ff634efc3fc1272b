import type { ProcessEvent } from '../../../kernel/process/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import { recordEvent } from '../../../platform/events/index.ts'
import { keepStopped } from '../../../platform/jobs/index.ts'
import { stuck as eventStuck } from '../model/events.ts'
import type { Incident } from '../model/stuck-step.ts'

/**
 * What a person did and the model could not take: kept as a stopped job that gives the event again when it is retried.
 */
export async function keepStuckEvent(
  tx: Tx,
  stuck: { caseId: string; event: ProcessEvent; incident: Incident; lane: string; now: string; actor: string },
): Promise<void> {
  const { caseId, event, incident, now } = stuck
  const wait = 'wait' in event && event.wait !== undefined ? event.wait : null
  await Promise.all([
    keepStopped(
      tx,
      {
        kind: 'process.event',
        caseId,
        wait,
        payload: { element: incident.element, event, actor: stuck.actor },
        lane: stuck.lane,
        key: wait === null ? null : `stuck ${caseId}.${wait}`,
        problem: `${incident.element}: ${incident.message}`,
      },
      now,
    ),
    tx.query('update process.task set held = true where case_id = $1 and wait = $2', [caseId, wait]),
    recordEvent(tx, eventStuck, {
      subject: caseId,
      at: now,
      actor: stuck.actor,
      facts: { event: event.type, ...(wait === null ? {} : { wait }), incident },
    }),
  ])
}

/** One thing that stands still and waits for an administrator. */
export interface StandingIncident {
  id: string
  kind: string
  caseId: string | null
  /** Number of the case. */
  label: string | null
  definition: string | null
  /** Element it stands at. */
  element: string | null
  attempts: number
  stoppedAt: string
  problem: string
}

/** Newest first, fifty a page by keyset; of one case when it is named. */
export async function standingIncidents(
  tx: Tx,
  filter: { after?: string | undefined; caseId?: string | undefined },
): Promise<StandingIncident[]> {
  return (
    await tx.query<StandingIncident>(
      `select j.id::text as id, j.kind, j.case_id as "caseId", i.facts ->> 'label' as label, d.id as definition, j.payload ->> 'element' as element, j.attempts, j.stopped_at as "stoppedAt", coalesce(j.problem, '') as problem
     from jobs.incident j left join process.instance i on i.case_id = j.case_id left join process.definition d on d.number = i.definition
     where ($1::bigint is null or j.id < $1) and ($2::uuid is null or j.case_id = $2) order by j.id desc limit 50`,
      [filter.after ?? null, filter.caseId ?? null],
    )
  ).rows
}

export async function findIncident(
  tx: Tx,
  id: string,
): Promise<{ kind: string; caseId: string | null; problem: string } | undefined> {
  return (
    await tx.query<{ kind: string; caseId: string | null; problem: string }>(
      `select kind, case_id as "caseId", coalesce(problem, '') as problem from jobs.incident where id = $1`,
      [id],
    )
  ).rows[0]
}
