/** The X-Road Message Protocol for REST as data: identifiers, addresses, headers, what is hashed, errors. Pure. */
export { FAULTS, readFault, type ExchangeError, type Fault } from './errors.ts'
export {
  memberOf,
  pathOf,
  readClient,
  readTarget,
  writeClient,
  writeService,
  type ClientId,
  type ServiceId,
} from './identifiers.ts'
export { digestOf, digestOfHashed, headOf, HEADER, type Headers, type Sha512 } from './message.ts'
