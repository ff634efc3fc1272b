/**
 * The list to sign: counts what is chosen as it is chosen, and chooses all or none in place. Without it the page does
 * the same by its addresses. What must be read first stays for the page: it cannot be chosen here.
 */
const boxes = () => [...document.querySelectorAll<HTMLInputElement>('input[name="task"]:not(:disabled)')]

function count(): void {
  const place = document.querySelector('[data-chosen]')
  if (place) place.textContent = String(boxes().filter((box) => box.checked).length)
}

document.addEventListener('change', (event) => {
  if (event.target instanceof HTMLInputElement && event.target.name === 'task') count()
})
document.querySelectorAll<HTMLElement>('[data-choose]').forEach((button) => {
  button.addEventListener('click', (event) => {
    event.preventDefault()
    for (const box of boxes()) box.checked = button.dataset['choose'] === 'all'
    count()
  })
})
export {}
