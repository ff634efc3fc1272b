import { solveChallenge } from 'altcha-lib'
import type { Challenge } from 'altcha-lib/types'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'

/**
 * Solves the puzzle of a form by itself while the person writes: nothing to see, to hear or to point at. A form that is
 * sent before waits for it, and says so.
 */
const form = document.querySelector<HTMLFormElement>('form[data-puzzle]')
if (form) prepare(form)

function prepare(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('input[name=puzzle]')!
  const said = form.querySelector<HTMLElement>('[data-puzzle-said]')!
  let work: Promise<boolean> | undefined

  const start = (): Promise<boolean> => (work ??= solve())
  async function solve(): Promise<boolean> {
    try {
      const challenge = (await (await fetch(form.dataset['puzzle']!, { cache: 'no-store' })).json()) as Challenge
      const solution = await solveChallenge({ challenge, deriveKey })
      if (!solution) return false
      field.value = btoa(JSON.stringify({ challenge, solution }))
      return true
    } catch {
      return false
    }
  }

  form.addEventListener('focusin', () => void start(), { once: true })
  form.addEventListener('submit', (event) => {
    if (field.value) return
    event.preventDefault()
    said.textContent = form.dataset['working']!
    void start().then((solved) => {
      said.textContent = solved ? '' : form.dataset['failed']!
      if (solved) form.requestSubmit()
      else work = undefined
    })
  })
}
