export { CONNECTIONS, readConfig, type Config } from './config.ts'
export { EnvironmentFailure } from './environment-failure.ts'
