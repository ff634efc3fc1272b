import type { Database } from '../../../platform/database/index.ts'
import type { Language, Languages } from '../../../platform/i18n/index.ts'
import type { RunnableService } from '../model/runnable-service.ts'
import type { Services } from './compiled-services.ts'
import { listServices, servicesByLifeEvent, type ServiceLine } from './services.ts'

/** What anybody may read of the services published here: a version never changes, and none of it is about a person. */
export interface PublishedServices {
  /** The version given, else the one published now. @throws Refusal not-found */
  get(id: string, version?: number): Promise<RunnableService>
  /** Those published now, asked for together; one that is not there is left out. */
  all(ids: Iterable<string>): Promise<Map<string, RunnableService>>
  /** What services are called; one that is not there keeps its id. */
  names(ids: Iterable<string>, language: Language): Promise<Map<string, string>>
  /** All current services, by id. */
  list(): Promise<ServiceLine[]>
  /** Current services by life event, each list by name; life events without any are not there. */
  byLifeEvent(language: Language): Promise<Map<string, ServiceLine[]>>
}

export const publishedServices = (database: Database, services: Services, languages: Languages): PublishedServices => ({
  get: (id, version) => services.get(database, id, version),
  all: (ids) => services.all(database, ids),
  names: (ids, language) => services.names(database, ids, language),
  list: () => listServices(database),
  byLifeEvent: (language) => servicesByLifeEvent(database, languages.sourceOf(language)),
})
