import type { AnyUseCase } from '../platform/use-case/index.ts'
import { catalogueUseCases } from '../modules/catalogue/index.ts'
import { caseworkUseCases } from '../modules/casework/index.ts'
import { documentsUseCases } from '../modules/documents/index.ts'
import { listAccesses } from '../modules/exchange/index.ts'
import { administrationUseCases } from '../portal/administration/index.ts'
import { processUseCases } from '../modules/process/index.ts'

/** Every use case of the product: what the interface offers and what the matrix of rights is tested with. */
export const allUseCases = (demo: boolean): readonly AnyUseCase[] => [
  ...catalogueUseCases(demo),
  ...caseworkUseCases,
  ...documentsUseCases,
  ...processUseCases,
  ...administrationUseCases,
  listAccesses,
]
