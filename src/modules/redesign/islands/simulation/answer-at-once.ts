/** Milliseconds after the last movement until it is asked. */
const PAUSE = 250

/** Gives every number of a form a slider, and asks anew as these are moved; what came stands in `#outcome`. */
export function answerAtOnce(form: HTMLFormElement, shown: () => void): void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined
  const spoken = form.querySelector<HTMLElement>('[role=status]')
  const ask = async () => {
    asking?.abort()
    asking = new AbortController()
    const address = `${form.action}?${new URLSearchParams(new FormData(form) as unknown as Record<string, string>)}`
    const outcome = document.getElementById('outcome')!
    outcome.setAttribute('aria-busy', 'true')
    if (spoken) spoken.textContent = spoken.dataset['asks'] ?? ''
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { accept: 'text/html' } })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const next = page.getElementById('outcome')
      // signed out meanwhile, or refused: the page itself says why
      if (!next) return location.assign(address)
      outcome.replaceWith(document.adoptNode(next))
      history.replaceState(null, '', address)
      if (spoken) spoken.textContent = spoken.dataset['done'] ?? ''
      shown()
    } catch (error) {
      if ((error as Error).name === 'AbortError') return
      outcome.removeAttribute('aria-busy')
      if (spoken) spoken.textContent = spoken.dataset['failed'] ?? ''
    }
  }
  for (const box of form.querySelectorAll<HTMLElement>('[data-least]')) {
    const number = box.querySelector('input')!
    const slider = document.createElement('input')
    slider.type = 'range'
    const { least, most, step } = box.dataset
    slider.min = least!
    slider.max = String(Math.max(Number(most), Number(number.value)))
    slider.step = step ?? '1'
    slider.value = number.value || (box.dataset['usual'] ?? '')
    slider.setAttribute('aria-label', number.labels?.[0]?.textContent?.trim() ?? number.name)
    number.after(slider)
    const later = () => {
      clearTimeout(waiting)
      waiting = setTimeout(ask, PAUSE)
    }
    slider.addEventListener('input', () => {
      number.value = slider.value
      later()
    })
    number.addEventListener('change', () => {
      slider.value = number.value
      later()
    })
  }
  form.addEventListener('change', (event) => {
    if ((event.target as HTMLInputElement).type === 'checkbox') void ask()
  })
}
