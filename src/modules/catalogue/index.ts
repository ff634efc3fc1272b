import './world.ts'
import { findServices } from './use/find-services.ts'
import { getService } from './use/get-service.ts'

export type { Passport, Fee, Trigger } from './model/passport.ts'
export type { Example } from './model/example.ts'
export type { ServiceProblem } from './model/problem.ts'
export { serviceFiles, type ServiceFile, type ServiceFolder } from './model/service-folder.ts'
export { readServiceFiles, readServiceFolder, readServiceTexts } from './model/read-service-folder.ts'
export {
  compileService,
  definitionId,
  textsOf,
  type RunnableService,
  type ServiceVersion,
} from './model/runnable-service.ts'
export { fillRuns, fillText, paragraphsOf, parseText, type FilledText, type Run } from './model/fill-text.ts'
export type { ServiceCard } from './model/service-card.ts'
export { showPassport, type PassportShown } from './model/show-passport.ts'
export { createServices, type Services } from './store/compiled-services.ts'
export { publishService, PublishingRefused, type PublishOptions } from './store/publish-service.ts'
export { listServices, servicesByLifeEvent, type ServiceLine } from './store/services.ts'
export { lawInWords, lawName, lawShown, type LawShown } from './model/law-name.ts'
export { currentFiles, findCurrentVersion, findVersion, versionsOf } from './store/versions.ts'
export { demoParts } from './check/demo-parts.ts'
export { checkService, checkServiceFiles } from './check/check-service.ts'
export { describeCatalogue } from './model/describe-catalogue.ts'
export type { CheckParts, ExampleRan, ServiceCheck } from './check/check-parts.ts'
export { findServices, getService }
export { catalogueModule } from './module.ts'
export { RULE_EXAMPLES, RuleExamples, givenTo, type RuleExample } from './check/rule-examples.ts'
