export { openDatabase, isConnectionLoss, type Database, type DatabaseOptions, type Tx } from './database.ts'
export { findMigrations, migrate, type Migration } from './migrate.ts'
export { startEmbedded, type EmbeddedServer } from './embedded.ts'
export { newId } from './new-id.ts'
