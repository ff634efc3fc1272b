import { describeModule } from '../../platform/module/index.ts'
import { describeCatalogue } from './model/describe-catalogue.ts'
import { namesOfDefinitions } from './model/names-of-definitions.ts'
import { publishedServices } from './store/published-services.ts'
import { createServices } from './store/compiled-services.ts'
import { linkedPages } from './pages/linked-pages.ts'
import { exportCatalogue } from './use/export-catalogue.ts'
import { findServices } from './use/find-services.ts'
import { getService } from './use/get-service.ts'

/** Public services: their passports, their search, what is published of them. */
export const catalogueModule = describeModule({
  name: 'catalogue',
  about: 'Public services: searching them, their passports and forms, and the catalogue as linked data.',
  needs: ['country'],
  gives: ['linkedPassports', 'nameOfDefinition', 'namesOfElements', 'published', 'services'],
  furnishes({ country, database, origin, texts }) {
    const services = createServices(country.conventions)
    return {
      services,
      published: publishedServices(database, services, country.languages),
      linkedPassports: (passports, whole) =>
        describeCatalogue({ country, origin, speak: (language) => texts.in(language) }, passports, whole),
      ...namesOfDefinitions(services, country),
    }
  },
  useCases: ({ demo }) => [findServices, getService(demo), exportCatalogue],
  pages: linkedPages,
})
