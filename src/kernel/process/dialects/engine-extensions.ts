/**
 * What other engines add to BPMN, by local name: their meaning is known here. A name that stands in none of these lists
 * is told too, in general words: nothing that another engine would act on passes in silence.
 */

/** Prefixes of engines in a parsed model (`file/metamodel.ts`). */
export const ENGINE_PREFIXES = ['camunda', 'flowable', 'activiti', 'zeebe', 'spiffworkflow', 'drools'] as const

/** Understood on import, or without meaning for how a case runs: people, forms, drawing, retries, transactions. */
export const SILENT = new Set([
  // understood
  ...['resultVariable', 'resultVariableName', 'decisionRef', 'topic', 'expression', 'collection', 'elementVariable'],
  ...[
    'elementIndexVariable',
    'in',
    'out',
    'inputOutput',
    'inheritVariables',
    'errorCodeVariable',
    'errorMessageVariable',
  ],
  ...[
    'escalationCodeVariable',
    'variableName',
    'variableEvents',
    'signalExpression',
    'messageExpression',
    'scope',
    'value',
  ],
  ...['terminateAll', 'terminateMultiInstance', 'calledElementBinding', 'calledElementVersion', 'calledElementType'],
  ...[
    'calledElementVersionTag',
    'calledElementTenantId',
    'decisionRefBinding',
    'decisionRefVersion',
    'decisionRefTenantId',
  ],
  // Camunda 8's; `ioMapping`, `calledDecision` and `loopCharacteristics` are told where they could not be translated
  ...['script', 'calledElement', 'taskDefinition', 'subscription'],
  ...['calledDecisionId', 'jobTopic', 'processInstanceName', 'businessKey', 'inheritBusinessKey', 'sameDeployment'],
  // who does it, how it is shown
  ...['assignee', 'owner', 'candidateUsers', 'candidateGroups', 'candidateStarterUsers', 'candidateStarterGroups'],
  ...['priority', 'dueDate', 'followUpDate', 'category', 'formKey', 'formRef'],
  ...['formRefBinding', 'formRefVersion', 'formHandlerClass', 'formData', 'formProperty', 'formDefinition', 'form'],
  ...['formFieldValidation', 'userTask', 'assignmentDefinition', 'priorityDefinition', 'taskSchedule', 'taskHeaders'],
  ...['userTaskForm', 'customResource', 'potentialStarter', 'properties', 'property', 'instructionsForEndUser'],
  ...[
    'guestConfirmation',
    'signalButtonLabel',
    'allowGuest',
    'processIconPath',
    'metaData',
    'icon',
    'color',
    'localization',
  ],
  ...['versionTag', 'isStartableInTasklist', 'historyTimeToLive', 'modelerTemplate', 'modelerTemplateVersion'],
  ...['modelerTemplateIcon', 'namespace', 'unitTests', 'unitTest', 'validateFormFields', 'taskIdVariableName'],
  ...[
    'taskAssigneeVariableName',
    'taskCandidateGroups',
    'formFieldHandler',
    'idVariableName',
    'executionId',
    'binding',
  ],
  // how an engine schedules its own work
  ...[
    'async',
    'asyncBefore',
    'asyncAfter',
    'asyncLeave',
    'asyncLeaveExclusive',
    'exclusive',
    'jobPriority',
    'taskPriority',
  ],
  ...[
    'failedJobRetryTimeCycle',
    'jobRetries',
    'isForCompensation',
    'parallelInSameTransaction',
    'noWaitStatesAsyncLeave',
  ],
  ...['isEagerExecutionFetching', 'enableEagerExecutionTreeFetching', 'jobCategory', 'doNotIncludeVariables'],
  ...['retryCounter', 'processCustomProperties', 'documentation', 'canvas', 'linkedForms', 'documentTemplates'],
  ...['packageName', 'version', 'adHoc', 'import', 'global', 'tenantId', 'systemChannel', 'channelKey'],
  ...['triggerChannelKey', 'triggerEventType', 'eventInParameter', 'eventOutParameter', 'eventCorrelationParameter'],
  ...['triggerEventCorrelationParameter', 'ruleVariablesInput', 'field', 'correlationParameter'],
])

/** What a name means, and what to draw in its place. */
export interface Extension {
  /** Said of an element: `userTask "Examine" (examine): …`. */
  message: string
  remedy: string
}

const LISTENER: Extension = {
  message: 'its listener is not run',
  remedy: 'do its work in a task of its own, or set the variable by an output',
}
const CODE: Extension = {
  message: 'is given to a worker: its Java code is not called',
  remedy: 'register a worker for this task, or write it as a script task in FEEL',
}
const MAPPING_CLASS: Extension = {
  message: 'its mapping by a Java class is not run',
  remedy: 'map the variables by in and out',
}
const OWN_EVENT: Extension = {
  message: "waits for or sends an event of the engine's own registry, which is not run",
  remedy: 'use a message or a signal event',
}

/** What is not run, by the name of an extension element or attribute. */
export const UNRUN: Readonly<Record<string, Extension>> = {
  executionListener: LISTENER,
  executionListeners: LISTENER,
  taskListener: LISTENER,
  taskListeners: LISTENER,
  eventListener: LISTENER,
  preScript: LISTENER,
  postScript: LISTENER,
  'onEntry-script': LISTENER,
  'onExit-script': LISTENER,
  class: CODE,
  delegateExpression: CODE,
  connector: {
    message: 'is given to a worker: its connector is not called',
    remedy: 'register a worker for this task',
  },
  serviceTaskOperator: {
    message: 'is given to a worker: its operator is not called',
    remedy: 'register a worker for this task',
  },
  ioMapping: {
    message: 'its mappings are not run (on events, or with targets of more than two names)',
    remedy: 'map the variables at the activity before or after it, or by a script task in FEEL',
  },
  taskName: { message: 'is given to a worker: its work item is not called', remedy: 'register a worker for this task' },
  eventType: OWN_EVENT,
  variableListenerEventDefinition: {
    message: 'waits for a change of a variable, which is not run',
    remedy: 'use a conditional event',
  },
  triggerable: {
    message: 'is not triggered from outside once its work is done: its result ends it',
    remedy: 'let a receive task or a message event follow',
  },
  skipExpression: {
    message: 'is never skipped: its skip expression is not run',
    remedy: 'lead round it by an exclusive gateway',
  },
  mapException: {
    message: 'no exception is mapped to an error',
    remedy: 'let the worker answer with the error code of a boundary event',
  },
  errorEventDefinition: {
    message: 'no answer of its worker is turned into an error by itself',
    remedy: 'let the worker answer with the error code of a boundary event',
  },
  variableAggregation: {
    message: 'the variables of its rounds are not gathered',
    remedy: 'use loopDataOutputRef and outputDataItem, or one variable for each round',
  },
  resource: {
    message: 'its script stands in a file that is not read: nothing is done',
    remedy: 'write the script into the model, in FEEL',
  },
  variableMappingClass: MAPPING_CLASS,
  variableMappingDelegateExpression: MAPPING_CLASS,
  mapDecisionResult: {
    message: 'the result of its decision is kept as the decision gives it',
    remedy: 'take what is needed from it by an expression',
  },
  useLocalScopeForResultVariable: {
    message: 'its result is a variable of the case, not of its scope',
    remedy: 'name the variable so that no other has its name',
  },
  storeResultVariableAsTransient: {
    message: 'its result is kept with the case',
    remedy: 'overwrite the variable when it is not needed',
  },
  errorVariableName: {
    message: 'the caught error is not put into a variable',
    remedy: 'use errorCodeVariable or errorMessageVariable',
  },
  caseRef: { message: 'calls a case of CMMN, which is not run', remedy: 'call a process' },
  caseTask: { message: 'calls a case of CMMN, which is not run', remedy: 'call a process' },
  rules: { message: 'its rules are not run', remedy: 'name a decision by decisionRef' },
  initiator: {
    message: 'the name of who starts the case is not put into a variable',
    remedy: 'give it with the variables of the start',
  },
  endDate: { message: 'its end is not read', remedy: 'write the end into the cycle: R/PT1H/2026-12-31T00:00:00Z' },
  businessCalendarName: { message: 'its calendar is not read', remedy: 'write the term as 3 working days' },
  messageVariable: {
    message: 'the message is not put into this variable',
    remedy: 'take its variables by their names',
  },
  messagePayload: { message: 'carries no payload', remedy: 'set darcha:payload' },
}
