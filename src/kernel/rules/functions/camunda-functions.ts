import { builtIn } from './built-in.ts'

/**
 * Functions that FEEL as Camunda 8 runs it has besides those of DMN, where their meaning is plain: models written for it
 * call them in conditions, and without them took another way. Its others (`uuid`, `random number`, `to json`…) are
 * refused by name, as any function that there is not.
 */
export const CAMUNDA_FUNCTIONS = [
  builtIn('is defined', 'boolean', 'value: any', (value: unknown) => value !== null),
  builtIn(
    'get or else',
    undefined,
    'value: any, default: any',
    (value: unknown, otherwise: unknown) => value ?? otherwise,
  ),
  builtIn('is empty', 'boolean', 'list: list', (list: unknown[]) => list.length === 0),
  builtIn('is blank', 'boolean', 'string: string', (text: string) => text.trim() === ''),
  builtIn('trim', 'string', 'string: string', (text: string) => text.trim()),
]
