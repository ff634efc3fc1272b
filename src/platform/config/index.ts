export { CONNECTIONS, onlyCountry, readConfig, type Config } from './config.ts'
export { EnvironmentFailure } from './environment-failure.ts'
