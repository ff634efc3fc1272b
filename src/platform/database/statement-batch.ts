import pg from 'pg'

/** What a statement answers with on one connection. */
interface Layout {
  names: string[]
  parsers: ((text: string) => unknown)[]
}

/** What a statement answered. */
export interface Answered {
  rows: Record<string, unknown>[]
  rowCount: number | null
  /** `SELECT`, `COMMIT`, …, as the server named what it did. */
  command: string
}

interface Statement {
  name: string
  text: string
  values: unknown[]
  layout: Layout | undefined
  answer: Answered
  done(answer: Answered): void
  fail(error: unknown): void
}

/** The parts of `pg` that it does not declare. */
interface Connection {
  stream: { write(bytes: Buffer): boolean; cork?(): void; uncork?(): void }
  parsedStatements: Record<string, string>
  submittedNamedStatements: Record<string, string>
  parse(message: { name: string; text: string }): void
  bind(message: { statement: string; values: unknown[] }): void
  describe(message: { type: string; name: string }): void
  execute(message: object): void
  sync(): void
}
interface Inside {
  name: string
  text: string
  /** Whoever sent it; a pool takes its connection back then. */
  callback: (error?: unknown) => void
  _result: { _types: { getTypeParser(oid: number, format: string): (text: string) => unknown } }
}
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils
const Base = pg.Query as unknown as new (text: string) => Inside & { submit(connection: Connection): Error | null }

type Through = { query(batch: never, callback: (error?: unknown) => void): unknown }

/**
 * Named statements that go to the server as one message: it says once, at the end, that it is ready, instead of after
 * each. What is asked and answered beside the work is most of a short statement, on both sides, so what it answers with is
 * asked only once a connection too. When a table changes under it, the server refuses the statement (0A000) and the
 * connection is given up, so what is remembered is never wrong.
 * After one that fails the server passes over the rest, as in any transaction that has failed: outside of one a statement
 * goes alone.
 */
export class StatementBatch extends Base {
  private readonly statements: Statement[] = []
  private at = 0
  private connection: Connection | undefined

  private constructor() {
    super('')
  }

  /** Sends a statement by itself, through a client or a pool. */
  static alone(through: Through, name: string, text: string, values: unknown[]): Promise<Answered> {
    const batch = new StatementBatch()
    const answer = batch.add(name, text, values)
    // a pool that gets no connection says so here alone
    if (batch.statements.length > 0) through.query(batch as never, (error) => error && batch.refuse(error))
    return answer
  }

  /** A way to send through a client: what a transaction sends in one turn of the event loop goes together. */
  static through(client: Through) {
    let open: StatementBatch | undefined
    /** Sends what waits, before something else is sent. */
    const flush = () => {
      const batch = open
      open = undefined
      if (batch && batch.statements.length > 0) client.query(batch as never, () => undefined)
    }
    return {
      flush,
      send(name: string, text: string, values: unknown[]): Promise<Answered> {
        if (!open) {
          const batch = new StatementBatch()
          open = batch
          // runs when the promises of this turn are through, too
          process.nextTick(() => {
            if (open === batch) flush()
          })
        }
        return open.add(name, text, values)
      },
    }
  }

  /** @returns what the statement answers, when the whole batch is answered */
  add(name: string, text: string, values: unknown[]): Promise<Answered> {
    return new Promise((done, fail) => {
      // a value that can't be written stops here, and its statement is never sent
      const written = values.map(prepareValue)
      const answer = { rows: [], rowCount: null, command: '' }
      this.statements.push({ name, text, values: written, layout: undefined, answer, done, fail })
    })
  }

  /** Called by `pg` when its turn to be sent has come. */
  override submit(connection: Connection): null {
    this.connection = connection
    const { stream } = connection
    stream.cork?.()
    try {
      for (const statement of this.statements) this.write(connection, statement)
      connection.sync()
    } finally {
      stream.uncork?.()
    }
    this.turnTo(0)
    return null
  }

  private write(connection: Connection, statement: Statement): void {
    const { parsedStatements, submittedNamedStatements } = connection
    const { name, text, values } = statement
    if (parsedStatements[name] === undefined && submittedNamedStatements[name] === undefined) {
      connection.parse({ name, text })
      submittedNamedStatements[name] = text
    }
    connection.bind({ statement: name, values })
    statement.layout = layoutsOf(connection).get(name)
    if (!statement.layout) connection.describe({ type: 'P', name: '' })
    connection.execute({})
  }

  /** `pg` notes what was parsed under the name of the query that is being answered. */
  private turnTo(at: number): void {
    this.at = at
    const statement = this.statements[at]
    this.name = statement?.name ?? ''
    this.text = statement?.text ?? ''
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number; format?: string }[] }): void {
    const types = this._result._types
    this.statements[this.at]!.layout = {
      names: fields.map((field) => field.name),
      parsers: fields.map((field) => types.getTypeParser(field.dataTypeID, field.format ?? 'text')),
    }
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const { layout, answer } = this.statements[this.at]!
    const { names, parsers } = layout!
    const row: Record<string, unknown> = {}
    for (let at = 0; at < names.length; at++) {
      const field = fields[at]!
      row[names[at]!] = field === null ? null : parsers[at]!(field)
    }
    answer.rows.push(row)
  }

  /** @param message `INSERT 0 5`, `SELECT 3`, `COMMIT` */
  handleCommandComplete({ text }: { text: string }): void {
    const statement = this.statements[this.at]!
    const [first, last] = [text.indexOf(' '), text.lastIndexOf(' ')]
    const count = last < 0 ? NaN : Number(text.slice(last + 1))
    statement.answer.command = first < 0 ? text : text.slice(0, first)
    statement.answer.rowCount = Number.isNaN(count) ? null : count
    layoutsOf(this.connection!).set(statement.name, statement.layout ?? NOTHING)
    this.turnTo(this.at + 1)
  }

  /** A statement of blanks or a remark alone: done, and nothing to name. */
  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handleReadyForQuery(): void {
    for (const { answer, done } of this.statements) done(answer)
    this.callback()
  }

  /** The server refused one, or the connection is gone. */
  handleError(error: unknown): void {
    this.refuse(error)
    this.callback(error)
  }

  private refuse(error: unknown): void {
    const last = this.statements.length - 1
    // outside of a transaction a statement is committed after it is done: what fails then was not kept
    const failing = this.at > last && !ENDS.has(this.statements[last]!.answer.command) ? last : this.at
    this.statements.forEach(({ name, answer, done, fail }, at) => {
      if (at < failing) return done(answer)
      // what was to be parsed behind it never was
      if (this.connection) delete this.connection.submittedNamedStatements[name]
      fail(
        at === failing
          ? error
          : Object.assign(new Error('passed over: a statement before it failed'), { code: PASSED_OVER }),
      )
    })
  }
}

/** What these did is done when the server names them. */
const ENDS = new Set(['COMMIT', 'ROLLBACK'])
const NOTHING: Layout = { names: [], parsers: [] }
/** As the server says of a statement of a transaction that has failed (in_failed_sql_transaction). */
const PASSED_OVER = '25P02'

const memories = new WeakMap<Connection, Map<string, Layout>>()

/** What statements of a connection answer with, as far as it is known. */
function layoutsOf(connection: Connection): Map<string, Layout> {
  let layouts = memories.get(connection)
  if (!layouts) memories.set(connection, (layouts = new Map()))
  return layouts
}
