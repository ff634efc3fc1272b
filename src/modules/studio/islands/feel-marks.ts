import { FeelError } from '../../../kernel/rules/feel-error.ts'
// not by the door: behind it stands the whole engine, which weighs more than a tab may
import { KnownNames } from '../../../kernel/rules/syntax/names.ts'
import { Parser } from '../../../kernel/rules/syntax/parser.ts'

/**
 * Says while one types that an expression is no FEEL and where, with the parser that the engine has; and, when one pauses,
 * what it comes to for an example. Without it all this is told on saving.
 */
interface Told {
  /** Where the value for the example is asked. */
  value: string
  /** Names with blanks and signs, which the parser has to know to read them. */
  names: string[]
  /** Inputs by how their names begin or are; of a table, in how many columns tests stand. */
  fields: { name: string; tests?: number }[]
  say: { wrong: string; value: string }
}
const PAUSE = 150
const holder = document.querySelector<HTMLElement>('[data-feel]')
if (holder) mark(JSON.parse(holder.dataset['feel']!) as Told)

function mark({ value, names, fields, say }: Told): void {
  const known = new KnownNames(names)
  let waiting: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined
  const line = Object.assign(document.createElement('p'), { className: 'small soft' })
  line.setAttribute('role', 'status')

  /** Whether an input holds FEEL, and of a table's column where tests stand, that. */
  function kindOf(input: HTMLInputElement): 'test' | 'expression' | undefined {
    for (const { name, tests } of fields) {
      if (
        tests === undefined ? input.name !== name && !input.name.startsWith(`${name}/`) : !input.name.startsWith(name)
      )
        continue
      return tests !== undefined && Number(/\/(\d+)$/.exec(input.name)?.[1]) < tests ? 'test' : 'expression'
    }
    return undefined
  }

  function faultOf(text: string, kind: 'test' | 'expression'): string | undefined {
    if (text.trim() === '') return undefined
    try {
      const parser = new Parser(text, [known], new KnownNames())
      if (kind === 'test') parser.readUnaryTests()
      else parser.readExpression()
      return undefined
    } catch (error) {
      if (!(error instanceof FeelError)) return undefined
      const rest = text.slice(error.position, error.position + 20)
      return say.wrong
        .replace('{line}', String(error.line))
        .replace('{column}', String(error.column))
        .replace('{rest}', rest === '' ? '…' : rest)
    }
  }

  function told(input: HTMLInputElement, fault: string | undefined): void {
    const id = `${input.id}-feel`
    let note = document.getElementById(id)
    if (fault === undefined) {
      if (!note) return
      note.remove()
      input.removeAttribute('aria-invalid')
      input.removeAttribute('aria-describedby')
      return
    }
    if (!note) {
      note = Object.assign(document.createElement('span'), { id, className: 'small late' })
      input.after(note)
      input.setAttribute('aria-describedby', id)
    }
    note.textContent = fault
    input.setAttribute('aria-invalid', 'true')
  }

  async function ask(input: HTMLInputElement, kind: 'test' | 'expression'): Promise<void> {
    asking?.abort()
    asking = new AbortController()
    const query = new URLSearchParams({ field: input.name, kind, text: input.value })
    try {
      const answer = await fetch(`${value}?${query}`, { signal: asking.signal, cache: 'no-store' })
      if (!answer.ok) return
      const { example, value: found } = (await answer.json()) as { example: string; value: string }
      line.textContent = say.value.replace('{example}', example).replace('{value}', found)
      ;(input.closest('[data-grid]') ?? input).after(line)
    } catch {
      // another was typed meanwhile, or nobody answers: the value is a help, nothing waits for it
    }
  }

  document.addEventListener('input', ({ target }) => {
    const input = target as HTMLInputElement
    const kind = typeof input.name === 'string' ? kindOf(input) : undefined
    if (!kind) return
    const fault = faultOf(input.value, kind)
    told(input, fault)
    clearTimeout(waiting)
    line.textContent = ''
    if (fault === undefined && input.value.trim() !== '' && input.value.length < 1_500)
      waiting = setTimeout(() => void ask(input, kind), PAUSE)
  })
}
