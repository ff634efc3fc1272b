// TypeScript types of an interface document, by openapi-typescript: `node generate-types.js DOCUMENT` prints them.
// It builds them with the programming interface that TypeScript had until 6; ts-morph carries one of that kind.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

registerHooks({
  resolve: (name, context, next) => next(name === 'typescript' ? '@ts-morph/common/dist/typescript.js' : name, context),
})
const { default: typesOf, astToString } = await import('openapi-typescript')
process.stdout.write(astToString(await typesOf(JSON.parse(readFileSync(process.argv[2], 'utf8')))))
