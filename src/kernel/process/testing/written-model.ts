/**
 * A process `p` of raw elements and flows `a>b` or `a>b: condition`; `start` and `end` of the names s and e are added
 * when named by a flow.
 */
export function model(elements: string, flows: string[] = [], root = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:darcha="urn:darcha:bpmn:1" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="E">
<message id="M" name="hello"/><message id="N" name="bye"/><signal id="S" name="alarm"/><error id="E1" errorCode="one"/><error id="E2" errorCode="two"/><escalation id="X1" escalationCode="up"/>${root}
<process id="p" isExecutable="true">${elements}${arrows(flows)}</process></definitions>`
}

/** Sequence flows, with start and end events for the names `s…` and `e…` that no element has. */
export function arrows(flows: string[], prefix = ''): string {
  const seen = new Set<string>()
  return flows
    .map((flow, at) => {
      const [ends, condition] = [
        flow.split(':')[0] as string,
        flow.includes(':') ? flow.slice(flow.indexOf(':') + 1).trim() : undefined,
      ]
      const [source, target] = ends.trim().split('>') as [string, string]
      const events = [source, target]
        .filter((name) => /^[se]\d*$/.test(name) && !seen.has(name))
        .map((name) => {
          seen.add(name)
          return `<${name.startsWith('s') ? 'startEvent' : 'endEvent'} id="${prefix}${name}"/>`
        })
        .join('')
      const name = (id: string) => (/^[se]\d*$/.test(id) ? `${prefix}${id}` : id)
      return `${events}<sequenceFlow id="${prefix}f${at}_${source}_${target}" sourceRef="${name(source)}" targetRef="${name(target)}">${condition ? `<conditionExpression><![CDATA[${condition}]]></conditionExpression>` : ''}</sequenceFlow>`
    })
    .join('')
}
