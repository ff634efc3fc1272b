import { start } from './commands/start.ts'
import { tellFailure } from './commands/tell-failure.ts'

// `npm start` alone: what watches over the parts stays as long as they do, and carries no more of the product than it needs
try {
  process.exitCode = await start.run(process.argv.slice(2))
} catch (error) {
  process.exitCode = tellFailure(error)
}
