import { describe } from 'vitest'
import {
  boundary,
  definitions,
  end,
  error,
  eventSub,
  flows,
  handled,
  message,
  model,
  process,
  rounds,
  start,
  sub,
  thrown,
  undo,
  undoable,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const fork = '<parallelGateway id="fork"/>'
const call = (id: string, of = 'q', inside = ''): string =>
  `<callActivity id="${id}" calledElement="${of}">${inside}</callActivity>`

describe('compensation, as other engines test it', () => {
  rows([
    [
      'of the whole scope, last first',
      model(s, undoable('a'), undoable('b'), thrown('t', undo()), users('z'), flows('s>a>b>t>z')),
      'start p; complete a; complete b; tasks undo_b; complete undo_b; tasks undo_a; complete undo_a; tasks z; complete z; ended',
    ],
    [
      'of one activity, by a prefixed reference',
      model(s, undoable('a'), undoable('b'), thrown('t', undo('tns:a')), users('z'), flows('s>a>b>t>z')),
      'start p; complete a; complete b; tasks undo_a; complete undo_a; tasks z',
    ],
    [
      'at an end event',
      model(s, undoable('a'), end('t', undo()), flows('s>a>t')),
      'start p; complete a; tasks undo_a; running; complete undo_a; ended',
    ],
    [
      'of what was not done: nothing',
      model(
        s,
        fork,
        undoable('a'),
        undoable('b'),
        users('c'),
        thrown('t', undo()),
        users('z'),
        flows('s>fork; fork>a; fork>b; fork>c>t>z'),
      ),
      'start p; complete b; complete c; tasks a undo_b; complete undo_b; tasks a z',
    ],
    [
      'reaches into a finished sub-process',
      model(
        s,
        sub('sub', start('s1'), undoable('a'), undoable('b'), flows('s1>a>b')),
        thrown('t', undo()),
        users('z'),
        flows('s>sub>t>z'),
      ),
      'start p; complete a; complete b; tasks undo_b; complete undo_b; tasks undo_a; complete undo_a; tasks z',
    ],
    [
      'of a sub-process by its name and its own handler',
      model(
        s,
        sub('sub', start('s1'), undoable('a'), flows('s1>a')),
        handled('sub'),
        thrown('t', undo('sub')),
        users('z'),
        flows('s>sub>t>z'),
      ),
      'start p; complete a; tasks undo_sub; complete undo_sub; tasks z',
    ],
    [
      'inside a sub-process only of what is inside',
      model(
        s,
        undoable('a'),
        sub('sub', start('s1'), undoable('b'), end('t', undo()), flows('s1>b>t')),
        users('z'),
        flows('s>a>sub>z'),
      ),
      'start p; complete a; complete b; tasks undo_b; complete undo_b; tasks z',
    ],
    [
      'of each round',
      model(
        s,
        undoable('a', rounds('<loopCardinality>2</loopCardinality>')),
        thrown('t', undo()),
        users('z'),
        flows('s>a>t>z'),
      ),
      'start p; complete a; complete a; tasks undo_a; complete undo_a; tasks undo_a; complete undo_a; tasks z',
    ],
    [
      'of each round of a sub-process',
      model(
        s,
        sub(
          'sub',
          rounds('<loopCardinality>2</loopCardinality>', 'isSequential="true"'),
          start('s1'),
          undoable('a'),
          flows('s1>a'),
        ),
        thrown('t', undo('sub')),
        users('z'),
        flows('s>sub>t>z'),
      ),
      'start p; complete a; complete a; tasks undo_a; complete undo_a; complete undo_a; tasks z',
    ],
    [
      'of a called process',
      definitions(
        process('p', s, call('c'), thrown('t', undo()), users('z'), flows('s>c>t>z')),
        process('q', start('qs'), undoable('a'), flows('qs>a')),
      ),
      'start p; complete a; tasks undo_a; complete undo_a; tasks z',
    ],
    [
      'of a called process by a handler of the caller',
      definitions(
        process('p', s, call('c'), handled('c'), thrown('t', undo()), users('z'), flows('s>c>t>z')),
        process('q', start('qs'), undoable('a'), flows('qs>a')),
      ),
      'start p; complete a; tasks undo_c; complete undo_c; tasks z',
    ],
    [
      'by a handler that is a sub-process',
      model(
        s,
        users('a'),
        boundary('ab', 'a', undo()),
        '<subProcess id="h" isForCompensation="true">',
        start('hs'),
        users('x y'),
        flows('hs>x>y'),
        '</subProcess><association sourceRef="ab" targetRef="h"/>',
        thrown('t', undo()),
        users('z'),
        flows('s>a>t>z'),
      ),
      'start p; complete a; complete x; tasks y; complete y; tasks z; complete z; ended',
    ],
    [
      'by a handler that an event interrupts',
      model(
        s,
        users('a'),
        boundary('ab', 'a', undo()),
        '<userTask id="h" isForCompensation="true"/><association sourceRef="ab" targetRef="h"/>',
        boundary('m', 'h', message()),
        users('x'),
        thrown('t', undo()),
        users('z'),
        flows('s>a>t>z; m>x'),
      ),
      'start p; complete a; message hello; tasks x z; complete x; complete z; ended',
    ],
    [
      'twice: what was undone is not undone again',
      model(s, undoable('a'), thrown('t', undo()), thrown('u', undo()), users('z'), flows('s>a>t>u>z')),
      'start p; complete a; complete undo_a; tasks z',
    ],
    [
      'of each time an activity was done',
      model(
        s,
        '<exclusiveGateway id="m"/><exclusiveGateway id="x" default="on"/>',
        undoable('a'),
        thrown('t', undo()),
        users('z'),
        flows('s>m>a>x; x>m ${again}; x>t #on; t>z'),
      ),
      'start p; complete a {"again":true}; complete a {"again":false}; tasks undo_a; complete undo_a; tasks undo_a; complete undo_a; tasks z',
    ],
    [
      'from an error event sub-process',
      model(
        s,
        undoable('a'),
        users('b'),
        end('e', error('E1')),
        eventSub('es', error('E1'), '', thrown('t', undo()), users('x'), flows('esStart>t>x')),
        flows('s>a>b>e'),
      ),
      'start p; complete a; complete b; tasks undo_a; complete undo_a; tasks x; complete x; ended',
    ],
    [
      'after a boundary event has ended a later activity',
      model(
        s,
        undoable('a'),
        users('b'),
        boundary('m', 'b', message()),
        thrown('t', undo()),
        users('z'),
        flows('s>a>b; m>t>z'),
      ),
      'start p; complete a; message hello; tasks undo_a; complete undo_a; tasks z',
    ],
    [
      'by an event sub-process of its own',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          undoable('a'),
          users('b'),
          flows('s1>a>b'),
          eventSub('es', undo(), '', users('x'), thrown('t2', undo()), end('ee'), flows('esStart>x>t2>ee')),
        ),
        thrown('t', undo()),
        users('z'),
        flows('s>sub>t>z'),
      ),
      'start p; complete a; complete b; tasks x; complete x; tasks undo_a; complete undo_a; tasks z; complete z; ended',
    ],
    [
      'by an event sub-process that does without the handlers',
      model(
        s,
        sub('sub', start('s1'), users('b'), flows('s1>b'), eventSub('es', undo(), '', users('x'), flows('esStart>x'))),
        end('t', undo('sub')),
        flows('s>sub>t'),
      ),
      'start p; complete b; tasks x; complete x; ended',
    ],
  ])
})
