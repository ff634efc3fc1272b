import { describe } from 'vitest'
import {
  after,
  boundary,
  definitions,
  end,
  error,
  escalation,
  eventSub,
  flows,
  message,
  model,
  process,
  rounds,
  signal,
  start,
  sub,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const TWICE = '<loopCardinality>2</loopCardinality>'

describe('what meets in one model, as other engines test it', () => {
  rows([
    [
      'a boundary event takes a running event sub-process away',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          users('a'),
          flows('s1>a'),
          eventSub('es', message(), 'goes on', users('x'), flows('esStart>x')),
        ),
        boundary('b', 'sub', signal()),
        users('y'),
        flows('s>sub; b>y'),
      ),
      'start p; message hello; tasks a x; signal alarm; tasks y; complete y; ended',
    ],
    [
      'an interrupting event sub-process ends the others that run',
      model(
        s,
        users('a'),
        eventSub('es', message(), 'goes on', users('x'), flows('esStart>x')),
        eventSub('fs', signal(), '', users('y'), flows('fsStart>y')),
        flows('s>a'),
      ),
      'start p; message hello; tasks a x; signal alarm; tasks y; complete y; ended',
    ],
    [
      'a boundary event still counts after an interrupting event sub-process began',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          users('a'),
          flows('s1>a'),
          eventSub('es', message(), '', users('x'), flows('esStart>x')),
        ),
        boundary('b', 'sub', after('PT1H')),
        users('y'),
        flows('s>sub; b>y'),
      ),
      'start p; message hello; tasks x; timers 1; advance PT2H; tasks y',
    ],
    [
      'an event sub-process in rounds belongs to its round',
      model(
        s,
        sub(
          'sub',
          rounds(TWICE),
          start('s1'),
          users('a'),
          flows('s1>a'),
          eventSub('es', message(), '', users('x'), flows('esStart>x')),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; tasks a a; message hello; tasks a x; complete x; complete a; tasks z',
    ],
    [
      'an error in an event sub-process that goes on, caught on the border',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          users('a'),
          flows('s1>a'),
          eventSub('es', message(), 'goes on', users('x'), end('ee', error('E1')), flows('esStart>x>ee')),
        ),
        boundary('b', 'sub', error('E1')),
        users('y'),
        flows('s>sub; b>y'),
      ),
      'start p; message hello; tasks a x; complete x; tasks y',
    ],
    [
      'an escalation from an event sub-process goes outward',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          users('a'),
          flows('s1>a'),
          eventSub('es', message(), 'goes on', end('ee', escalation('X1')), flows('esStart>ee')),
        ),
        boundary('b', 'sub', escalation('X1'), 'goes on'),
        users('y'),
        flows('s>sub; b>y'),
      ),
      'start p; message hello; message hello; tasks a y y',
    ],
    [
      'a message for an event sub-process of a called process',
      definitions(
        process('p', s, '<callActivity id="c" calledElement="q"/>', users('z'), flows('s>c>z')),
        process(
          'q',
          start('qs'),
          users('a'),
          flows('qs>a'),
          eventSub('es', message(), '', users('x'), flows('esStart>x')),
        ),
      ),
      'start p; message hello; tasks x; complete x; tasks z',
    ],
    [
      'a start by message arms the event sub-processes',
      model(
        start('m', message()),
        users('a'),
        eventSub('es', signal(), '', users('x'), flows('esStart>x')),
        flows('m>a'),
      ),
      'by hello; signal alarm; tasks x',
    ],
    [
      'two event sub-processes of one timer and one message',
      model(
        s,
        users('a'),
        eventSub('es', after('PT1H'), 'goes on', users('x'), flows('esStart>x')),
        eventSub('fs', message(), '', users('y'), flows('fsStart>y')),
        flows('s>a'),
      ),
      'start p; timers 1; advance PT2H; tasks a x; message hello; tasks y; timers 0',
    ],
    [
      'nested event sub-processes interrupt their own scope only',
      model(
        s,
        users('w'),
        eventSub(
          'es',
          message(),
          'goes on',
          users('x'),
          flows('esStart>x'),
          eventSub('in', signal(), '', users('y'), flows('inStart>y')),
        ),
        flows('s>w'),
      ),
      'start p; message hello; message hello; tasks w x x; signal alarm; tasks w y y; complete y; complete y; complete w; ended',
    ],
  ])
})
