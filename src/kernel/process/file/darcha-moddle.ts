const text = (name: string) => ({ name, isAttr: true, type: 'String' })

/** Namespace of what the BPMN standard leaves open and Darcha fills. */
export const DARCHA_NAMESPACE = 'urn:darcha:bpmn:1'

/** Descriptor of the `darcha` attributes for bpmn-moddle, bpmn-js and the model comparison. */
export const darchaModdle = {
  name: 'Darcha',
  uri: DARCHA_NAMESPACE,
  prefix: 'darcha',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Work',
      extends: ['bpmn:Activity'],
      properties: [
        'writes',
        'performer',
        'office',
        'role',
        'act',
        'term',
        'clock',
        'decision',
        'job',
        'evidence',
        'text',
        'priority',
        'outcome',
      ].map(text),
    },
    { name: 'Occurrence', extends: ['bpmn:Event'], properties: ['status', 'outcome'].map(text) },
    { name: 'Exchange', extends: ['bpmn:FlowNode'], properties: ['key', 'payload'].map(text) },
    {
      name: 'Rounds',
      extends: ['bpmn:MultiInstanceLoopCharacteristics'],
      properties: ['collection', 'element'].map(text),
    },
  ],
  enumerations: [],
  associations: [],
} as const
