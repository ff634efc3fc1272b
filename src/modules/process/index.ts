import './world.ts'
import { exportCaseHistory, exportServiceHistory } from './use/export-history.ts'
import { findCases } from './use/find-cases.ts'
import { listDefinitions } from './use/list-definitions.ts'
import { listIncidents } from './use/list-incidents.ts'
import { measureService } from './use/measure-service.ts'
import { migrateCases, planMigration } from './use/migrate-cases.ts'
import { moveCaseToken } from './use/move-token.ts'
import { retryIncident } from './use/retry-incident.ts'
import { showCase } from './use/show-case.ts'
import { resumeCase, suspendCase } from './use/suspend-case.ts'
import { resumeService, suspendService } from './use/suspend-service.ts'

export {
  exportCaseHistory,
  exportServiceHistory,
  findCases,
  listDefinitions,
  listIncidents,
  measureService,
  showCase,
  migrateCases,
  moveCaseToken,
  planMigration,
  resumeCase,
  resumeService,
  retryIncident,
  suspendCase,
  suspendService,
}
export {
  createEngine,
  type Act,
  type Engine,
  type EngineParts,
  type Followed,
  type MoveToken,
  type Stepped,
} from './model/engine.ts'
export { findClosedCases } from './store/archive.ts'
export { archiveCase, readArchive, type Archive, type ArchiveRecord } from './model/archive-case.ts'
export { endedCases, oldOpenCases } from './store/history.ts'
export { livedSteps, type LivedStep } from './model/lived-steps.ts'
export { namedDrawing } from './model/named-drawing.ts'
export { namesOfData } from './model/names-of-data.ts'
export { readDrawing, type Drawing } from './model/drawing.ts'
export { caseNumber } from './pages/case-number.ts'
export { administrationFrame, type AdministrationPage } from './pages/administration-frame.tsx'
export { Diagram, type Mark } from './pages/diagram.tsx'
export { sizeWords } from './pages/words.ts'
export { readStepBody, type MoveRow } from './store/moves-text.ts'
export { XES_FOOT, xesHead, xesTraces, type XesEvent } from './model/xes.ts'
export { effectHandlers, engineHandlers, type ProcessEffect, type ProcessJob } from './model/handlers.ts'
export { refusal } from './model/refusals.ts'
export { deployDefinition } from './store/definitions.ts'
export { lockCase } from './store/lock-case.ts'
export {
  findInstance,
  runningFigures,
  suspendedAmong,
  variablesOf,
  type CaseFacts,
  type Instance,
} from './store/instances.ts'
export type { Placement } from './store/steps.ts'
export {
  applicantTasks,
  assignTask,
  awaitsMessage,
  findTask,
  loadOfOffices,
  loadOfOffice,
  markTold,
  parseTaskId,
  reassignTask,
  setTaskDue,
  moveTimers,
  moveTimersFrom,
  taskId,
  tasksHeldBy,
  tasksNear,
  tasksOfCase,
  reassignTasksOf,
  worklist,
  worklistCounts,
  type After,
  type WorklistFilter,
  type OpenTask,
  type WorklistTask,
} from './store/tasks.ts'
export { processModule } from './module.ts'
