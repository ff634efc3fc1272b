import type { z } from 'zod'

/**
 * Strings of a form to the JSON a schema wants, driven by the schema; what does not fit stays as it is for the schema
 * to refuse.
 */
export function fromForm(schema: z.ZodType, form: URLSearchParams, at = ''): unknown {
  const definition = (schema as unknown as { def: any }).def
  switch (definition.type) {
    case 'optional':
    case 'default':
    case 'nullable':
    case 'prefault':
      return fromForm(definition.innerType, form, at)
    case 'pipe':
      return fromForm(definition.in, form, at)
    case 'array':
      return form.getAll(at).filter((value) => value !== '')
    case 'object':
      return Object.fromEntries(
        Object.entries(definition.shape as Record<string, z.ZodType>)
          .map(([name, field]) => [name, fromForm(field, form, at ? `${at}.${name}` : name)])
          .filter(([, value]) => value !== undefined),
      )
    case 'boolean':
      return form.get(at) === 'on' || form.get(at) === 'true'
    case 'number': {
      const given = form.get(at)
      return given === null || given === '' ? undefined : toNumber(given)
    }
    default: {
      const given = form.get(at)
      return given === null || given === '' ? undefined : given
    }
  }
}

/** `1 000,5` as people type it. */
function toNumber(given: string): number | string {
  const plain = given.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : given
}
