import type { Country } from '../../../platform/country/index.ts'
import { Refusal, type World } from '../../../platform/use-case/index.ts'
import type { Tx } from '../../../platform/database/index.ts'
import type { Services } from '../store/compiled-services.ts'
import type { RunnableService } from './runnable-service.ts'

/** What people call the definitions of processes and their elements: as the services say that were published with them. */
export function namesOfDefinitions(
  services: Services,
  country: Pick<Country, 'text'>,
): Pick<World, 'nameOfDefinition' | 'namesOfElements'> {
  const serviceOf = async (tx: Tx, definition: string): Promise<RunnableService | undefined> => {
    const [service, version] = definition.split('@') as [string, string]
    try {
      return await services.get(tx, service, Number(version))
    } catch (error) {
      if (error instanceof Refusal) return undefined
      throw error
    }
  }
  return {
    async nameOfDefinition(tx, definition, language) {
      const service = await serviceOf(tx, definition)
      return service && country.text(service.passport.name, language)
    },
    async namesOfElements(tx, definition, language) {
      const service = await serviceOf(tx, definition)
      return (element) => service?.nameOfElement(language, element)
    },
  }
}
