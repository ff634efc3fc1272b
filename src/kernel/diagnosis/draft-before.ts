import { DARCHA_NAMESPACE } from '../process/file/darcha-moddle.ts'
import { BPMN } from '../process/file/metamodel.ts'
import { escapeXml, readXml, writeXml } from '../xml/index.ts'
import { layOut } from './layout.ts'

/** What a way on paper is drafted from. */
export interface PaperWay {
  id: string
  /** Names in the language of the draft. */
  name: string
  documents: readonly { id: string; name: string; heldByState: boolean }[]
  /** Bodies whose opinion is asked, as the process that runs now names them. */
  opinions: readonly { id: string; name: string; office: string }[]
  words: Record<'applicant' | 'body' | 'needed' | 'fetch' | 'bring' | 'handIn' | 'decide' | 'collect' | 'done', string>
}

/**
 * A draft of how a service goes on paper: each paper that the state holds is fetched where it lies, all are handed in,
 * the bodies say their opinion one after the other, somebody decides, the result is collected. It says no more than
 * the passport and the running process do, and is to be corrected by who knows the service.
 * @returns a BPMN model with its drawing
 */
export function draftBefore(way: PaperWay): string {
  const { words } = way
  const ids = way.documents.map(({ id }) => id).join(' ')
  const steps: { id: string; tag: string; name: string; lane: string; attributes: Record<string, string> }[] = [
    { id: 'needed', tag: 'startEvent', name: words.needed, lane: 'applicant', attributes: {} },
    ...way.documents.map(({ id, name, heldByState }) => ({
      id: `document_${id}`,
      tag: 'userTask',
      name: `${heldByState ? words.fetch : words.bring}: ${name}`,
      lane: 'applicant',
      attributes: { performer: 'applicant', documents: id, ...(heldByState ? { visit: 'true' } : {}) },
    })),
    {
      id: 'handIn',
      tag: 'userTask',
      name: words.handIn,
      lane: 'applicant',
      attributes: { performer: 'applicant', visit: 'true', hands: ids || 'application' },
    },
    ...way.opinions.map(({ id, name, office }) => ({
      id,
      tag: 'userTask',
      name,
      lane: `body_${id}`,
      attributes: { act: 'opinion', office },
    })),
    { id: 'decide', tag: 'userTask', name: words.decide, lane: 'body', attributes: { act: 'decide' } },
    {
      id: 'collect',
      tag: 'userTask',
      name: words.collect,
      lane: 'applicant',
      attributes: { performer: 'applicant', visit: 'true', collects: 'result' },
    },
    { id: 'done', tag: 'endEvent', name: words.done, lane: 'applicant', attributes: {} },
  ]
  const lanes = [
    { id: 'applicant', name: words.applicant },
    ...way.opinions.map(({ id, office }) => ({ id: `body_${id}`, name: office.replace(/^kind:/, '') })),
    { id: 'body', name: words.body },
  ]
  const attribute = ([name, value]: [string, string]) => ` darcha:${name}="${escapeXml(value)}"`
  const flows = steps
    .slice(1)
    .map((step, at) => ({ id: `f_${steps[at]!.id}_${step.id}`, source: steps[at]!.id, target: step.id }))
  const document = readXml(`<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="${BPMN}" xmlns:darcha="${DARCHA_NAMESPACE}" id="definitions_before" targetNamespace="urn:darcha:before:${escapeXml(way.id)}">
  <bpmn:process id="${escapeXml(way.id)}" name="${escapeXml(way.name)}" isExecutable="true">
    <bpmn:laneSet id="lanes">${lanes
      .map(
        (lane) => `
      <bpmn:lane id="lane_${lane.id}" name="${escapeXml(lane.name)}">${steps
        .filter((step) => step.lane === lane.id)
        .map((step) => `<bpmn:flowNodeRef>${step.id}</bpmn:flowNodeRef>`)
        .join('')}</bpmn:lane>`,
      )
      .join('')}
    </bpmn:laneSet>${steps
      .map(
        (step) => `
    <bpmn:${step.tag} id="${step.id}" name="${escapeXml(step.name)}"${Object.entries(step.attributes).map(attribute).join('')}>${flows
      .filter((flow) => flow.target === step.id)
      .map((flow) => `<bpmn:incoming>${flow.id}</bpmn:incoming>`)
      .join('')}${flows
      .filter((flow) => flow.source === step.id)
      .map((flow) => `<bpmn:outgoing>${flow.id}</bpmn:outgoing>`)
      .join('')}</bpmn:${step.tag}>`,
      )
      .join('')}${flows
      .map(
        (flow) => `
    <bpmn:sequenceFlow id="${flow.id}" sourceRef="${flow.source}" targetRef="${flow.target}"/>`,
      )
      .join('')}
  </bpmn:process>
</bpmn:definitions>`)
  layOut(document)
  return writeXml(document)
}
