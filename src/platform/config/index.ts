export { CONNECTIONS, DEMO_STANDS_FOR, onlyCountry, readConfig, type Config } from './config.ts'
export { DataFault, EnvironmentFailure } from './environment-failure.ts'
export { makeFolder, requireFolder } from './make-folder.ts'
