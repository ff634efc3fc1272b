import { describeModule } from '../../platform/module/index.ts'
import { namesOfDefinitions } from './model/names-of-definitions.ts'
import { publishedServices } from './store/published-services.ts'
import { createServices } from './store/compiled-services.ts'
import { findServices } from './use/find-services.ts'
import { getService } from './use/get-service.ts'

/** Public services: their passports, their search, what is published of them. */
export const catalogueModule = describeModule({
  name: 'catalogue',
  needs: ['country'],
  gives: ['nameOfDefinition', 'namesOfElements', 'published', 'services'],
  furnishes({ country, database }) {
    const services = createServices(country.conventions)
    return {
      services,
      published: publishedServices(database, services, country.languages),
      ...namesOfDefinitions(services, country),
    }
  },
  useCases: ({ demo }) => [findServices, getService(demo)],
})
