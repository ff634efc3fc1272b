import { describe } from 'vitest'
import {
  boundary,
  definitions,
  end,
  escalation,
  eventSub,
  flows,
  model,
  process,
  rounds,
  start,
  sub,
  thrown,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const call = (id: string, of = 'q', inside = ''): string =>
  `<callActivity id="${id}" calledElement="${of}">${inside}</callActivity>`

describe('escalations, as other engines test them', () => {
  const raising = (ref: string) => sub('sub', start('s1'), thrown('up', escalation(ref)), users('a'), flows('s1>up>a'))
  rows([
    [
      'that interrupts',
      model(s, raising('X1'), boundary('b', 'sub', escalation('X1')), users('x z'), flows('s>sub>z; b>x')),
      'start p; tasks x; complete x; ended',
    ],
    [
      'of another code is not caught',
      model(s, raising('X2'), boundary('b', 'sub', escalation('X1')), users('x z'), flows('s>sub>z; b>x')),
      'start p; tasks a; complete a; tasks z',
    ],
    [
      'of any code, at an end event',
      model(
        s,
        sub('sub', start('s1'), end('up', escalation('X1')), flows('s1>up')),
        boundary('b', 'sub', escalation(), 'goes on'),
        users('x z'),
        flows('s>sub>z; b>x'),
      ),
      'start p; tasks x z',
    ],
    [
      'of a called process',
      definitions(
        process('p', s, call('c'), boundary('b', 'c', escalation('X1'), 'goes on'), users('x z'), flows('s>c>z; b>x')),
        process('q', start('qs'), thrown('up', escalation('X1')), users('a'), flows('qs>up>a')),
      ),
      'start p; tasks a x; complete a; tasks x z',
    ],
    [
      'of a called process, which it interrupts',
      definitions(
        process('p', s, call('c'), boundary('b', 'c', escalation()), users('x z'), flows('s>c>z; b>x')),
        process('q', start('qs'), thrown('up', escalation('X1')), users('a'), flows('qs>up>a')),
      ),
      'start p; tasks x',
    ],
    [
      'an event sub-process that interrupts',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          thrown('up', escalation('X1')),
          users('a'),
          flows('s1>up>a'),
          eventSub('es', escalation('X1'), '', users('x'), flows('esStart>x')),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; tasks x; complete x; tasks z',
    ],
    [
      'the code before any, the nearest before the farther',
      model(
        s,
        sub(
          'out',
          start('s0'),
          raising('X1'),
          boundary('b', 'sub', escalation(), 'goes on'),
          boundary('c', 'sub', escalation('X1'), 'goes on'),
          users('x y'),
          flows('s0>sub; b>x; c>y'),
        ),
        boundary('d', 'out', escalation('X1')),
        users('w'),
        flows('s>out; d>w'),
      ),
      'start p; tasks a y',
    ],
    [
      'thrown in a process is caught by its own event sub-process',
      model(
        s,
        thrown('up', escalation('X1')),
        users('a'),
        eventSub('es', escalation('X1'), 'goes on', users('x'), end('ee'), flows('esStart>x>ee')),
        flows('s>up>a'),
      ),
      'start p; tasks a x',
    ],
    [
      'again and again in rounds',
      model(
        s,
        sub(
          'sub',
          rounds('<loopCardinality>2</loopCardinality>'),
          start('s1'),
          thrown('up', escalation('X1')),
          users('a'),
          flows('s1>up>a'),
        ),
        boundary('b', 'sub', escalation('X1'), 'goes on'),
        users('x'),
        flows('s>sub; b>x'),
      ),
      'start p; tasks a a x x',
    ],
    [
      'by a code that no definition gives',
      model(
        s,
        raising('raise'),
        boundary('b', 'sub', escalation('lower'), 'goes on'),
        boundary('c', 'sub', escalation('raise'), 'goes on'),
        users('x y'),
        flows('s>sub; b>x; c>y'),
      ),
      'start p; tasks a y',
    ],
  ])
})
