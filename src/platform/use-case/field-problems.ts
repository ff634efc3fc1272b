import type { z } from 'zod'
import type { FieldProblem } from './refusal.ts'

/** zod's issues as text keys: `errors.input.<issue code>`, with what the sentence needs as parameters. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.map((issue) => {
    const parameters: Record<string, string | number> = {}
    for (const name of ['minimum', 'maximum', 'expected', 'format'] as const) {
      const value = (issue as unknown as Record<string, unknown>)[name]
      if (typeof value === 'string' || typeof value === 'number') parameters[name] = value
    }
    const missing = issue.code === 'invalid_type' && issue.input === undefined
    return {
      path: issue.path.join('.'),
      text: `errors.input.${missing ? 'required' : issue.code.replaceAll('_', '-')}`,
      parameters,
    }
  })
}
