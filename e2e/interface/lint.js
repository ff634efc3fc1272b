// What Redocly's linter finds in an interface document, one line each: `node lint.js DOCUMENT`.
import { readFileSync } from 'node:fs'
import { createConfig, lintFromString } from '@redocly/openapi-core'

const found = await lintFromString({
  source: readFileSync(process.argv[2], 'utf8'),
  absoluteRef: '/openapi.json',
  config: await createConfig({ extends: ['recommended-strict'] }),
})
for (const { ruleId, message, location } of found)
  process.stdout.write(`${ruleId}: ${message} (${location[0]?.pointer ?? ''})\n`)
