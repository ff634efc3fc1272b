import { exit } from './commands/command.ts'
import { commands } from './commands/index.ts'
import { tellFailure } from './commands/tell-failure.ts'

// a reader that has seen enough (`| head`) is no failure
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
})

/** `darcha NAME …`: finds the command and keeps the promised exit codes. */
async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview())
    return name === undefined ? exit.usage : exit.good
  }
  const listed = commands[name]
  if (!listed) {
    process.stderr.write(`darcha: there is no command "${name}". Run \`darcha --help\`.\n`)
    return exit.usage
  }
  const command = await listed.load()
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(`${command.help.trim()}\n`)
    return exit.good
  }
  return command.run(rest)
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, command]) => `  ${name.padEnd(width)}  ${command.summary}`)
  return `Usage: darcha COMMAND [OPTIONS]\n\n${lines.join('\n')}\n\n\`darcha COMMAND --help\` tells more. With --json a command prints one JSON document on stdout.\n`
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = tellFailure(error)
}
