import type { ModdleElement } from 'bpmn-moddle'
import { FeelError, type CompiledFeel } from '../rules/index.ts'
import { lineOf } from './file/build-model.ts'
import { Untranslatable } from './translate-expression.ts'
import type { Problem } from './types.ts'

/** Collects what is wrong with a model: each problem names its element, line and remedy. */
export class Report {
  readonly problems: Problem[]
  private readonly stands: boolean
  /** @param stands the model is run already: what is no FEEL fails where a case comes to it */
  constructor(problems: Problem[], stands = false) {
    this.problems = problems
    this.stands = stands
  }

  error(element: ModdleElement, code: string, message: string, remedy: string): void {
    this.add('error', element, code, message, remedy)
  }
  warning(element: ModdleElement, code: string, message: string, remedy: string): void {
    this.add('warning', element, code, message, remedy)
  }

  /** Compiles an expression of an element; what is no FEEL becomes a problem. */
  compiled<Result>(element: ModdleElement, what: string, compile: () => Result): Result | undefined {
    try {
      return compile()
    } catch (error) {
      if (!(error instanceof FeelError || error instanceof Untranslatable)) throw error
      const message = `${what} of ${called(element)}: ${error.message}`
      this.add(this.stands ? 'warning' : 'error', element, 'expression', message, 'write it in FEEL')
      return this.stands ? (failing(message) as Result) : undefined
    }
  }

  private add(
    severity: 'error' | 'warning',
    element: ModdleElement,
    code: string,
    message: string,
    remedy: string,
  ): void {
    const id = element.id ?? element.$parent?.id
    const line = lineOf(element)
    this.problems.push({
      severity,
      code,
      message,
      remedy,
      ...(id === undefined ? {} : { element: id }),
      ...(line === undefined ? {} : { line }),
    })
  }
}

/** Stands for an expression, or for a value that is one: whoever works it out is told why it can't be. */
function failing(message: string): CompiledFeel & { feel: CompiledFeel } {
  const feel: CompiledFeel = {
    source: 'refused',
    evaluate() {
      throw new FeelError('syntax', message)
    },
  }
  return { ...feel, feel }
}

/** Local name of an element's type, as BPMN writes it: `userTask`. */
export function typeOf(element: ModdleElement): string {
  const local = element.$type.slice(element.$type.indexOf(':') + 1)
  return local.charAt(0).toLowerCase() + local.slice(1)
}

/** How a problem speaks of an element, in one line: `userTask "Examine" (examine)`. */
export const called = (element: ModdleElement): string =>
  `${typeOf(element)}${element.name ? ` "${element.name.replace(/\s+/g, ' ').trim()}"` : ''}${element.id ? ` (${element.id})` : ''}`
