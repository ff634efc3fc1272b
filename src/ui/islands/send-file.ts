import { Upload, type UploadState } from './send-file/upload.ts'

/**
 * Files of a form go on after the line breaks: chosen files are sent at once, in pieces, with progress, and the form
 * waits for them.
 * Without it, or where it can't, the form sends them itself. `FileField` renders what it needs (`upload`).
 */
interface Words {
  [key: string]: string
}
interface Shown {
  root: HTMLElement
  upload: Upload
  file: File
}

const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ''))

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  set: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const key in set) made.setAttribute(key, set[key]!)
  made.append(...children)
  return made
}

function sendFilesOf(box: HTMLElement): void {
  const input = document.getElementById(box.dataset['for']!) as HTMLInputElement
  const form = input.form!
  const words = JSON.parse(box.dataset['words']!) as Words
  const running = new Set<Shown>()
  const spoken = element('p', { class: 'hint', role: 'status' })
  let waiting: HTMLElement | null | undefined
  box.append(spoken)
  box.hidden = false

  const say = (key: string, values: Record<string, string | number> = {}) => {
    spoken.textContent = words[key] ? fill(words[key]!, values) : key
  }

  function begin(file: File): void {
    if (
      [...running].some(
        (candidate) =>
          candidate.file.name === file.name &&
          candidate.file.size === file.size &&
          candidate.file.lastModified === file.lastModified,
      )
    )
      return
    if (!input.multiple) for (const item of running) item.upload.giveUp()
    const bar = element('progress', { max: '100', value: '0', 'aria-label': file.name })
    const line = element('span', { class: 'soft' })
    const hold = element('button', { type: 'button', class: 'button-link' }, words['pause']!)
    const stop = element(
      'button',
      { type: 'button', class: 'button-link' },
      words['give-up']!,
      element('span', { class: 'hidden-visually' }, ` ${file.name}`),
    )
    const root = element(
      'div',
      { class: 'upload' },
      element('p', {}, element('span', { dir: 'auto' }, file.name), ' ', line),
      bar,
      element('p', { class: 'buttons' }, hold, stop),
    )
    let before: UploadState | undefined
    const upload = new Upload(file, box.dataset['to']!, input.name, {
      changed(state, percent, said) {
        bar.value = percent
        line.textContent = `${percent} %`
        hold.textContent = words[state === 'paused' ? 'go-on' : 'pause']!
        // a screen reader hears that something changed, not each percent
        if (state !== before || said) say(said || state, { percent, name: file.name })
        before = state
        root.dataset['state'] = state
      },
    })
    const shown: Shown = { root, upload, file }
    hold.onclick = () => (root.dataset['state'] === 'paused' ? upload.goOn() : upload.pause())
    stop.onclick = () => upload.giveUp()
    running.add(shown)
    spoken.before(root)
    fault('')
    void upload.run().then((end) => ended(shown, end.end, end.end === 'refused' ? end.said : ''))
  }

  async function ended(shown: Shown, end: string, said: string): Promise<void> {
    if (end === 'done') await showSent(shown.file)
    shown.root.remove()
    running.delete(shown)
    // the form must not send it once more; where it could not be sent in pieces the form does it
    if (end !== 'impossible' && running.size === 0) input.value = ''
    if (end === 'refused') fault(said)
    say(end === 'refused' ? '' : end, { name: shown.file.name })
    if (end !== 'done' && end !== 'impossible') waiting = undefined
    else if (running.size === 0 && waiting !== undefined) form.requestSubmit(waiting)
  }

  /** The list of files that are there, as the server draws it. */
  async function showSent(file: File): Promise<void> {
    const before = input.closest('.field')!.querySelector('ul.files')
    try {
      const drawn = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
      const list = drawn.getElementById(input.id)?.closest('.field')?.querySelector('ul.files')
      if (!list) throw new Error('not there')
      if (before) before.replaceWith(list)
      else input.before(list)
    } catch {
      ;(before ?? input.parentElement!.insertBefore(element('ul', { class: 'files' }), input)).append(
        element('li', {}, file.name),
      )
    }
    for (const line of box.querySelectorAll<HTMLElement>('[data-unfinished]'))
      if (line.dataset['unfinished'] === file.name) line.remove()
  }

  function fault(text: string): void {
    const field = input.closest<HTMLElement>('.field')!
    const id = `${input.id}-error`
    document.getElementById(id)?.remove()
    const described = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((part) => part && part !== id)
    if (text) {
      field.dataset['invalid'] = ''
      input.before(
        element(
          'p',
          { class: 'ds-validation-message', id, role: 'alert' },
          element('span', { class: 'hidden-visually' }, `${words['error']}: `),
          text,
        ),
      )
      described.push(id)
    } else delete field.dataset['invalid']
    if (text) input.setAttribute('aria-invalid', 'true')
    else input.removeAttribute('aria-invalid')
    if (described.length > 0) input.setAttribute('aria-describedby', described.join(' '))
    else input.removeAttribute('aria-describedby')
  }

  input.addEventListener('change', () => {
    for (const file of input.files ?? []) begin(file)
  })
  form.addEventListener(
    'submit',
    (event) => {
      if (running.size === 0) return
      const submitter = event.submitter
      // "save and come back later" and "remove" do not wait; what has arrived stays
      if (submitter?.getAttribute('name')) {
        input.value = ''
        return
      }
      event.preventDefault()
      event.stopImmediatePropagation()
      waiting = submitter
      say('form-waits')
    },
    true,
  )
}

for (const box of document.querySelectorAll<HTMLElement>('[data-to][data-for]')) sendFilesOf(box)
