import { Shelf, type Kept } from './counter-line/kept.ts'
import { isReached, makeKey, send, type Sent } from './counter-line/send.ts'
import { drawSign, element, fill, type Words } from './counter-line/sign.ts'
import { showNumber, showSlip } from './counter-line/slip.ts'

/**
 * The line of a counter: says that it is gone and since when; keeps what is posted and can't be sent, with the time of
 * receipt; sends it
 * when the line is back, in its order, once. What is posted is on the disk before it is sent, so that nothing depends
 * on the answer.
 * The next page of a form comes from the server: without the line nothing new can be begun, but nothing typed and
 * posted is lost.
 */
const box = document.querySelector<HTMLElement>('[data-counter-line]')
if (box) void keepLine(box)

async function keepLine(box: HTMLElement): Promise<void> {
  const { now, zone, who, home } = box.dataset as Record<string, string>
  const { key, owner } = box.dataset['key'] ? (box.dataset as { key: string; owner: string }) : await makeKey(who!)
  const words = JSON.parse(box.dataset['words']!) as Words
  delete box.dataset['key']
  // the clock of this machine may be wrong: the server's counts, which said its time when the page's first byte left
  const ahead =
    performance.timeOrigin +
    ((performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.responseStart ??
      performance.now()) -
    Date.parse(now!)
  const serverTime = () => new Date(Date.now() - ahead).toISOString()
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en$/, 'en-GB'), {
      timeZone: zone,
      hourCycle: 'h23',
      ...options,
    })
  const time = (at: string | Date) => format({ hour: '2-digit', minute: '2-digit' }).format(new Date(at))
  const shelf = await Shelf.open(owner, key).catch(() => undefined)
  const line = { goneSince: undefined as Date | undefined, signedOut: false, own: [] as Kept[], others: 0 }
  /** What this page itself waits for, once its own sending has ended without an answer. */
  let mine: string | undefined
  let sending: Promise<void> | undefined

  async function draw(): Promise<void> {
    if (shelf) Object.assign(line, await shelf.all())
    // what was sent is shown for a day
    for (const kept of line.own)
      if (kept.what.state === 'sent' && Date.parse(kept.at) < Date.parse(serverTime()) - 86_400_000) {
        await shelf!.remove(kept.id)
        line.own = line.own.filter((each) => each !== kept)
      }
    drawSign(box, line, {
      words,
      time,
      signIn: `/login?returnTo=${encodeURIComponent(home!)}`,
      takeOff: async (kept) => {
        await shelf!.remove(kept.id)
        await draw()
      },
    })
  }
  function setGone(gone: boolean): void {
    line.goneSince = gone ? (line.goneSince ?? new Date(serverTime())) : undefined
  }

  /** Writes down what became of a post. */
  async function settle(item: Kept, sent: Sent): Promise<void> {
    setGone(sent.end === 'away')
    line.signedOut = sent.end === 'signed-out'
    if (sent.end === 'done') {
      const kept: Kept = {
        ...item,
        what: { ...item.what, fields: [], state: 'sent', result: sent.result, resultTitle: sent.title },
      }
      await shelf!.update(kept)
      if (mine !== item.id) return
      // the page that was waited for, as if nothing had happened; a slip stays until the operator has done with it
      if (item.what.kind === 'answers') {
        await shelf!.remove(item.id)
        location.assign(sent.result)
      } else showNumber(kept, words['receipt']!)
    }
    if (sent.end === 'other') await shelf!.update({ ...item, what: { ...item.what, state: 'refused', why: sent.why } })
  }

  /** One page of this browser at a time sends: what one has sent the next one finds sent. */
  const alone = <Result>(work: () => Promise<Result>): Promise<Result> =>
    navigator.locks.request('darcha-counter', work) as Promise<Result>

  /** Sends what waits, oldest first; where the line is away again it stops. */
  async function sendAll(): Promise<void> {
    await draw()
    if (!shelf) return
    sending ??= alone(async () => {
      for (const { id } of (await shelf.all()).own.filter((each) => each.what.state === 'waiting')) {
        // it may have been replaced while the one before it was on its way
        const [item] = (await shelf.all()).own.filter((each) => each.id === id)
        if (!item) continue
        const sent = await send(item, who!)
        await settle(item, sent)
        if (sent.end === 'away' || sent.end === 'signed-out') break
      }
    }).finally(() => {
      sending = undefined
    })
    await sending
    await draw()
  }

  async function look(): Promise<void> {
    const before = line.goneSince
    const reached = await isReached()
    setGone(!reached)
    if (reached && line.own.some((kept) => kept.what.state === 'waiting')) await sendAll()
    else if ((before === undefined) !== reached || before) await draw()
  }

  async function post(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    const data = new FormData(form, submitter)
    const fields = [...data].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    )
    const given = data.get('keptAt')
    const at = typeof given === 'string' && given ? given : serverTime()
    const path = new URL(form.action).pathname + new URL(form.action).search
    const item: Kept = {
      id: String(data.get('key') || crypto.randomUUID()),
      owner: shelf!.owner,
      at,
      what: {
        kind: form.dataset['keep'] as Kept['what']['kind'],
        title: form.dataset['title']!,
        path,
        fields: fields.map(([name, value]) => [name, name === 'keptAt' ? at : value]),
        state: 'waiting',
      },
    }
    // the same post tried again, by the same key or from the same page, is still one; its time of receipt is the first
    const { own } = await shelf!.all()
    const before = own.find((each) => each.id === item.id)
    const kept = before ? { ...before, what: { ...before.what, state: 'waiting' as const } } : item
    mine = undefined
    await shelf!.put(
      kept,
      own.filter((old) => old.what.kind === 'answers' && old.what.path === path && old.what.state === 'waiting'),
    )
    const sent = await alone(async (): Promise<Sent> => {
      // while this page waited for its turn another one may have sent it
      const now = (await shelf!.all()).own.find((each) => each.id === kept.id)?.what
      return now?.state === 'sent' ? { end: 'done', result: now.result!, title: now.resultTitle! } : send(kept, who!)
    })
    if (sent.end === 'done') {
      // also what was not accepted before and has been put right now
      const right = (await shelf!.all()).own.filter((each) => each.what.state === 'refused' && each.what.path === path)
      await shelf!.remove(kept.id, ...right.map((old) => old.id))
      location.assign(sent.result)
      return
    }
    if (sent.end !== 'away' && sent.end !== 'later') {
      // the line is there: the server's own page says what is to be done
      await shelf!.remove(kept.id)
      form.dataset['keep'] = ''
      form.requestSubmit(submitter)
      return
    }
    mine = kept.id
    setGone(sent.end === 'away')
    await draw()
    if (kept.what.kind === 'application')
      showSlip(kept, format({ dateStyle: 'long', timeStyle: 'short' }).format(new Date(kept.at)))
    else say(form, fill(words['kept-page']!, { time: time(kept.at) }))
  }

  function say(form: HTMLFormElement, text: string): void {
    form.querySelector('[data-kept]')?.remove()
    form.append(
      element('div', { class: 'notice', 'data-tone': 'waits', 'data-kept': '', role: 'alert' }, element('p', {}, text)),
    )
  }

  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (event.defaultPrevented) return
    if (new URL(form.action).pathname.endsWith('/logout')) {
      askBeforeSignOut(event, form)
      return
    }
    if (!form.dataset['keep'] || event.submitter?.getAttribute('name') === 'remove') return
    const hasFile = [...new FormData(form).values()].some((value) => typeof value !== 'string' && value.size > 0)
    if (shelf && !hasFile) {
      event.preventDefault()
      if (form.dataset['busy']) return
      form.dataset['busy'] = 'true'
      post(form, event.submitter)
        .catch(() => say(form, words['cannot-keep']!))
        .finally(() => {
          delete form.dataset['busy']
        })
    } else if (!navigator.onLine) {
      event.preventDefault()
      say(form, words['cannot-keep']!)
    }
  })

  /** Nobody else can read what stays, but it stays unsent until its operator signs in here again. */
  function askBeforeSignOut(event: SubmitEvent, form: HTMLFormElement): void {
    const count = line.own.filter((kept) => kept.what.state === 'waiting').length
    if (count === 0 || form.dataset['sure']) return
    event.preventDefault()
    const stay = element('button', { class: 'ds-button', value: 'stay' }, words['stay']!)
    const leave = element(
      'button',
      { class: 'ds-button', 'data-variant': 'secondary', value: 'leave' },
      words['leave']!,
    )
    const dialog = element(
      'dialog',
      { class: 'ds-dialog', 'aria-labelledby': 'not-sent' },
      element('h2', { id: 'not-sent' }, words['sign-out-title']!),
      element('p', {}, fill(words['sign-out-text']!, { count })),
      element('form', { method: 'dialog', class: 'buttons' }, stay, leave),
    )
    dialog.onclose = () => {
      dialog.remove()
      if (dialog.returnValue !== 'leave') return
      form.dataset['sure'] = 'true'
      form.requestSubmit()
    }
    document.body.append(dialog)
    dialog.showModal()
  }

  addEventListener('offline', () => void look())
  addEventListener('online', () => void look())
  setInterval(() => {
    if (!document.hidden || line.goneSince) void look()
  }, 15_000)
  await sendAll()
  // the line may have gone before anything listened for it
  if (!navigator.onLine) await look()
}
