/**
 * A table of rules goes like a sheet after the line breaks: arrows and Enter from cell to cell, Alt and an arrow to move a
 * rule, Ctrl and Delete to take it out, rows of a spreadsheet pasted where one stands. Without it the cells are fields, and the buttons do the rest.
 */
const cell = (table: HTMLTableElement, row: number, column: number): HTMLInputElement | undefined =>
  [...(table.tBodies[0]?.rows[row]?.querySelectorAll<HTMLInputElement>('input[name^="cell/"]') ?? [])][column]

function placeOf(input: HTMLInputElement): { row: number; column: number } {
  const row = input.closest('tr')!
  return {
    row: [...row.parentElement!.children].indexOf(row),
    column: [...row.querySelectorAll('input[name^="cell/"]')].indexOf(input),
  }
}

function goTo(input: HTMLInputElement | undefined): void {
  input?.focus()
  input?.select()
}

/** A row more, as the last one is named: the server puts it into the table with what stands in it. */
function addRow(table: HTMLTableElement): void {
  const body = table.tBodies[0]!
  const last = body.rows[body.rows.length - 1]
  if (!last) return
  const row = last.cloneNode(true) as HTMLTableRowElement
  const number = body.rows.length
  for (const input of row.querySelectorAll<HTMLInputElement>('input[name^="cell/"]')) {
    input.name = input.name.replace(/\/\d+\/(\d+)$/, `/${number}/$1`)
    input.id = input.name
    input.value = ''
    input.removeAttribute('aria-invalid')
    input.setAttribute('aria-label', (input.getAttribute('aria-label') ?? '').replace(/\d+$/, String(number + 1)))
  }
  for (const left of row.querySelectorAll('button, .late')) left.remove()
  const first = row.cells[0]
  if (first) first.textContent = String(number + 1)
  body.append(row)
}

for (const table of document.querySelectorAll<HTMLTableElement>('[data-grid] table')) {
  table.addEventListener('keydown', (event) => {
    const input = event.target as HTMLInputElement
    if (!input.name?.startsWith('cell/') || event.metaKey) return
    const { row, column } = placeOf(input)
    if (event.ctrlKey && event.key === 'Delete') {
      event.preventDefault()
      table.tBodies[0]?.rows[row]?.querySelector<HTMLButtonElement>(`button[value="remove:${row}"]`)?.click()
    }
    if (event.ctrlKey) return
    const atStart = input.selectionStart === 0 && input.selectionEnd === 0
    const atEnd = input.selectionStart === input.value.length
    const all = input.selectionStart === 0 && input.selectionEnd === input.value.length
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      const moved = event.key === 'ArrowUp' ? row : row + 1
      table.tBodies[0]?.rows[moved]?.querySelector<HTMLButtonElement>(`button[value="up:${moved}"]`)?.click()
      return
    }
    const to =
      event.key === 'ArrowUp' || (event.key === 'Enter' && event.shiftKey)
        ? cell(table, row - 1, column)
        : event.key === 'ArrowDown' || event.key === 'Enter'
          ? cell(table, row + 1, column)
          : event.key === 'ArrowLeft' && (atStart || all)
            ? cell(table, row, column - 1)
            : event.key === 'ArrowRight' && (atEnd || all)
              ? cell(table, row, column + 1)
              : undefined
    // Enter in the last row stays: it would send the form
    if (to || event.key === 'Enter') event.preventDefault()
    goTo(to)
  })
  table.addEventListener('paste', (event) => {
    const input = event.target as HTMLInputElement
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!input.name?.startsWith('cell/') || !/[\t\n]/.test(text.trim())) return
    event.preventDefault()
    const { row, column } = placeOf(input)
    for (const [down, line] of text
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .entries()) {
      if (!cell(table, row + down, 0)) addRow(table)
      for (const [right, value] of line.split('\t').entries()) {
        const target = cell(table, row + down, column + right)
        if (target) target.value = value.trim()
      }
    }
  })
}
