import { compileFeel, toJson } from '../index.ts'

/** What an expression gives, as JSON, at one moment that all tests of FEEL share. */
export const value = (expression: string, context: Record<string, unknown> = {}, names: string[] = []): unknown =>
  toJson(compileFeel(expression, { names }).evaluate(context, { now: '2026-03-02T10:15:00+05:00' }))
