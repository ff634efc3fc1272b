import { answerAtOnce } from './simulation/answer-at-once.ts'
import { playTokens } from './simulation/play-tokens.ts'

/**
 * The page of a simulation goes on after the line breaks: sliders that are answered as they are moved, and tokens that
 * go through the drawing. Without it the form is sent by its button, and the table tells what the tokens do.
 */
const form = document.querySelector<HTMLFormElement>('form#what-if')
const begin = () => {
  for (const box of document.querySelectorAll<HTMLElement>('[data-tokens]')) playTokens(box)
}
begin()
if (form) answerAtOnce(form, begin)
