/**
 * Keys for desks: j/k move, enter opens, a single letter presses what carries it in `data-key`, / searches, ? shows all
 * keys.
 * Everything it does is also a link or a button; without it the page works the same. Keys are off while one types
 * and can be switched off for good from the list of keys (WCAG 2.1.4).
 */
const STORE = 'darcha.keys'
const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-href]')]
const off = (): boolean => {
  try {
    return localStorage.getItem(STORE) === 'off'
  } catch {
    return false
  }
}

function move(by: number): void {
  const all = rows()
  if (all.length === 0) return
  const at = all.findIndex((row) => row.getAttribute('aria-current') === 'true')
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]!
  all[at]?.removeAttribute('aria-current')
  next.setAttribute('aria-current', 'true')
  next.scrollIntoView({ block: 'nearest' })
  next.querySelector<HTMLElement>('a')?.focus({ preventScroll: true })
}

function press(key: string): boolean {
  const current = document.querySelector('[data-href][aria-current="true"]') ?? document
  const target = [
    ...current.querySelectorAll<HTMLElement>('[data-key]'),
    ...document.querySelectorAll<HTMLElement>('[data-key]'),
  ].find((hTMLElement) => hTMLElement.dataset['key'] === key)
  // a decision must be seen before it is sent: the key goes to the button, Enter presses it
  if (target?.hasAttribute('data-confirm')) target.focus()
  else target?.click()
  return target !== undefined
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
      !/^(checkbox|radio|button|submit)$/.test((target as HTMLInputElement).type)))

/** The letter of a key: by what it writes, or by its place where the keyboard writes Cyrillic. */
function keyOf({ key, code, shiftKey }: KeyboardEvent): string {
  if (/^[a-z/?]$/.test(key) || key.length > 1) return key
  if (code === 'Slash') return shiftKey ? '?' : '/'
  return /^Key[A-Z]$/.test(code) && /[^\x00-\x7f]/.test(key) ? code.slice(3).toLowerCase() : key
}

function toggle(help: HTMLDialogElement): void {
  if (help.open) help.close()
  else help.showModal()
}

document.addEventListener('keydown', (event) => {
  const help = document.querySelector<HTMLDialogElement>('dialog[data-keys]')
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
  const key = keyOf(event)
  if (key === '?' && help) {
    event.preventDefault()
    toggle(help)
    return
  }
  if (off() || help?.open) return
  const search = document.querySelector<HTMLInputElement>('[role="search"] input')
  if (key === 'j') move(1)
  else if (key === 'k') move(-1)
  else if (key === '/' && search) {
    search.focus()
    search.select()
  } else if (key === 'Enter' && document.activeElement === document.body) {
    const href = document.querySelector<HTMLElement>('[data-href][aria-current="true"]')?.dataset['href']
    if (!href) return
    location.href = href
  } else if (!/^[a-z]$/.test(key) || !press(key)) return
  event.preventDefault()
})

document.addEventListener('change', (event) => {
  const box = event.target
  if (!(box instanceof HTMLInputElement) || !box.matches('[data-keys-off]')) return
  try {
    if (box.checked) localStorage.setItem(STORE, 'off')
    else localStorage.removeItem(STORE)
  } catch {
    /* private mode: the choice lasts for the page */
  }
})
document.querySelectorAll<HTMLInputElement>('[data-keys-off]').forEach((box) => {
  box.checked = off()
})
// the list of keys is found without knowing its key
document.querySelectorAll<HTMLElement>('[data-keys-open]').forEach((line) => {
  line.hidden = false
  line.addEventListener('click', () => {
    const help = document.querySelector<HTMLDialogElement>('dialog[data-keys]')
    if (help) toggle(help)
  })
})
