/** Flow elements that are not run, with what to draw in their place. */
export const REFUSED_ELEMENTS: Readonly<Record<string, string>> = {
  complexGateway: 'use inclusive or parallel gateways with conditions',
  adHocSubProcess: 'draw the order of its tasks, or use an event sub-process for what may happen at any time',
  implicitThrowEvent: 'use an intermediate throw event',
  callChoreography: 'keep choreographies in a model of their own',
  choreographyTask: 'keep choreographies in a model of their own',
  subChoreography: 'keep choreographies in a model of their own',
}
