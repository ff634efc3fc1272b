import { describe, expect, it } from 'vitest'
import {
  after,
  boundary,
  cancel,
  definitions,
  end,
  error,
  escalation,
  eventSub,
  flows,
  GOOD,
  handled,
  message,
  model,
  process,
  rounds,
  run,
  signal,
  start,
  sub,
  terminate,
  thrown,
  transaction,
  undo,
  undoable,
  users,
} from './engine-models.ts'

const s = start('s')
const fork = '<parallelGateway id="fork"/>'
const call = (id: string, of = 'q', inside = ''): string =>
  `<callActivity id="${id}" calledElement="${of}">${inside}</callActivity>`

type Row = [behaviour: string, files: string | string[], steps: string]
const rows = (list: Row[]) =>
  it.each(list)('%s', async (_behaviour, files, steps) => expect(await run(files, steps)).toEqual(GOOD))

describe('sub-processes, as other engines test them', () => {
  rows([
    [
      'nested, each ends when nothing is alive inside',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          users('a'),
          sub('in', start('s2'), fork, users('b c'), flows('s2>fork; fork>b; fork>c')),
          flows('s1>a>in'),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; complete a; tasks b c; complete c; complete b; tasks z',
    ],
    [
      'several ends: the last one counts',
      model(
        s,
        sub('sub', start('s1'), fork, users('a b'), end('e1'), end('e2'), flows('s1>fork; fork>a>e1; fork>b>e2')),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; complete a; tasks b; complete b; tasks z',
    ],
    [
      'without a start event what nothing leads to begins',
      model(s, sub('sub', users('a b')), users('z'), flows('s>sub>z')),
      'start p; tasks a b; complete a; complete b; tasks z',
    ],
    [
      'nested, a timer on the outer one takes all away',
      model(
        s,
        sub('sub', start('s1'), sub('in', start('s2'), users('a'), flows('s2>a')), flows('s1>in')),
        boundary('b', 'sub', after('PT2H')),
        users('late'),
        flows('s>sub; b>late'),
      ),
      'start p; advance PT3H; tasks late; timers 0',
    ],
    [
      'two side by side, one of them is interrupted',
      model(
        s,
        fork,
        '<parallelGateway id="join"/><exclusiveGateway id="m1"/>',
        sub('one', start('s1'), users('a'), flows('s1>a')),
        sub('two', start('s2'), users('b'), flows('s2>b')),
        boundary('m', 'one', message()),
        users('x z'),
        flows('s>fork; fork>one; fork>two; one>m1; m>x>m1; m1>join; two>join; join>z'),
      ),
      'start p; message hello; tasks b x; complete x; complete b; tasks z',
    ],
    [
      'a flow leaves it by the default',
      model(
        s,
        '<subProcess id="sub" default="d">',
        start('s1'),
        users('a'),
        flows('s1>a'),
        '</subProcess>',
        users('y z'),
        flows('s>sub; sub>y ${ok == true}; sub>z #d'),
      ),
      'start p; complete a; tasks z; new; start p; complete a {"ok":true}; tasks y',
    ],
    [
      'again in a loop',
      model(
        s,
        '<exclusiveGateway id="m"/><exclusiveGateway id="x" default="on"/>',
        sub('sub', start('s1'), users('a'), flows('s1>a')),
        end('e'),
        flows('s>m>sub>x; x>m ${again}; x>e #on'),
      ),
      'start p; complete a {"again":true}; tasks a; complete a {"again":false}; ended',
    ],
    [
      'an event sub-process has none to trigger it after its scope is left',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          users('a'),
          flows('s1>a'),
          eventSub('es', signal(), 'goes on', users('x'), flows('esStart>x')),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; signal alarm; complete a; tasks x; complete x; tasks z; signal alarm; tasks z',
    ],
    [
      'a terminate end in an event sub-process ends that only',
      model(
        s,
        users('a'),
        eventSub(
          'es',
          message(),
          'goes on',
          fork,
          users('x y'),
          end('t', terminate),
          flows('esStart>fork; fork>x>t; fork>y'),
        ),
        flows('s>a'),
      ),
      'start p; message hello; tasks a x y; complete x; tasks a; complete a; ended',
    ],
    [
      'boundary events of each kind on one',
      model(
        s,
        sub('sub', start('s1'), users('a'), end('e1', error('E1')), flows('s1>a>e1')),
        boundary('b1', 'sub', error('E1')),
        boundary('b2', 'sub', after('P1D')),
        boundary('b3', 'sub', message()),
        boundary('b4', 'sub', signal()),
        users('w x y z'),
        flows('s>sub; b1>w; b2>x; b3>y; b4>z'),
      ),
      'start p; complete a; tasks w; new; start p; advance P2D; tasks x; new; start p; message hello; tasks y; new; start p; signal alarm; tasks z; timers 0',
    ],
  ])
})

describe('errors, as other engines test them', () => {
  const failing = (ref: string) => sub('sub', start('s1'), users('a'), end('e1', error(ref)), flows('s1>a>e1'))
  rows([
    [
      'by code: another one is not caught',
      model(s, failing('E2'), boundary('b', 'sub', error('E1')), users('x'), flows('s>sub; b>x')),
      'start p; complete a; error e1',
    ],
    [
      'one for the code before one for any, in either order',
      model(
        s,
        failing('E2'),
        boundary('b', 'sub', error()),
        boundary('c', 'sub', error('E2')),
        users('x y'),
        flows('s>sub; b>x; c>y'),
      ),
      'start p; complete a; tasks y; complete y; ended',
    ],
    [
      'nearest first, even when it takes any',
      model(
        s,
        sub('out', start('s0'), failing('E1'), boundary('b', 'sub', error()), users('x'), flows('s0>sub; b>x')),
        boundary('c', 'out', error('E1')),
        users('y'),
        flows('s>out; c>y'),
      ),
      'start p; complete a; tasks x',
    ],
    [
      'through scopes that do not catch it',
      model(
        s,
        sub('out', start('s0'), failing('E1'), boundary('b', 'sub', error('E2')), users('x'), flows('s0>sub; b>x')),
        boundary('c', 'out', error('E1')),
        users('y'),
        flows('s>out; c>y'),
      ),
      'start p; complete a; tasks y',
    ],
    [
      'takes concurrent work of the scope away',
      model(
        s,
        sub('sub', start('s1'), fork, users('a b'), end('e1', error('E1')), flows('s1>fork; fork>a>e1; fork>b')),
        boundary('b1', 'sub', error('E1')),
        users('x'),
        flows('s>sub; b1>x'),
      ),
      'start p; tasks a b; complete a; tasks x',
    ],
    [
      'from a called process',
      definitions(
        process('p', s, call('c'), boundary('b', 'c', error('E1')), users('x z'), flows('s>c>z; b>x')),
        process('q', start('qs'), users('a'), end('qe', error('E1')), flows('qs>a>qe')),
      ),
      'start p; complete a; tasks x; complete x; allEnded',
    ],
    [
      'from a called process that is called, of another file',
      [
        definitions(process('p', s, call('c'), boundary('b', 'c', error('E1')), users('x'), flows('s>c; b>x'))),
        definitions(process('q', start('qs'), call('d', 'r'), flows('qs>d'))),
        definitions(process('r', start('rs'), users('a'), end('re', error('E1')), flows('rs>a>re'))),
      ],
      'start p; complete a; tasks x',
    ],
    [
      'caught inside of the called process first',
      definitions(
        process('p', s, call('c'), boundary('b', 'c', error('E1')), users('x z'), flows('s>c>z; b>x')),
        process(
          'q',
          start('qs'),
          users('a'),
          end('qe', error('E1')),
          flows('qs>a>qe'),
          eventSub('es', error('E1'), '', users('y'), flows('esStart>y')),
        ),
      ),
      'start p; complete a; tasks y; complete y; tasks z',
    ],
    [
      'of an event sub-process goes outward',
      model(
        s,
        sub(
          'sub',
          start('s1'),
          users('a'),
          flows('s1>a'),
          eventSub('es', message(), '', users('x'), end('ee', error('E1')), flows('esStart>x>ee')),
          eventSub('fs', error('E1'), '', users('no'), flows('fsStart>no')),
        ),
        boundary('b', 'sub', error('E1')),
        users('y'),
        flows('s>sub; b>y'),
      ),
      'start p; message hello; complete x; tasks y',
    ],
    [
      'an event sub-process of the case takes one of any code',
      model(
        s,
        failing('E1'),
        eventSub('es', error(), '', users('x'), end('ee'), flows('esStart>x>ee')),
        flows('s>sub'),
      ),
      'start p; complete a; tasks x; complete x; ended',
    ],
    [
      'event sub-processes by code and for any',
      model(
        s,
        users('a'),
        end('e', error('E2')),
        eventSub('es', error(), '', users('x'), flows('esStart>x')),
        eventSub('fs', error('E2'), '', users('y'), flows('fsStart>y')),
        flows('s>a>e'),
      ),
      'start p; complete a; tasks y',
    ],
    [
      'in a round of a multi-instance sub-process ends all rounds',
      model(
        s,
        sub(
          'sub',
          rounds('<loopCardinality>3</loopCardinality>'),
          start('s1'),
          users('a'),
          end('e1', error('E1')),
          flows('s1>a>e1'),
        ),
        boundary('b', 'sub', error('E1')),
        users('x'),
        flows('s>sub; b>x'),
      ),
      'start p; tasks a a a; complete a; tasks x; complete x; ended',
    ],
    [
      'by a code that no definition gives',
      model(s, failing('myError'), boundary('b', 'sub', error('myError')), users('x'), flows('s>sub; b>x')),
      'start p; complete a; tasks x',
    ],
    ['nobody catches it', model(s, users('a'), end('e', error('E1')), flows('s>a>e')), 'start p; complete a; error e'],
  ])
})

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

describe('transactions, as other engines test them', () => {
  const trade = (...more: string[]) =>
    transaction(
      't',
      ...more,
      start('ts'),
      undoable('a'),
      undoable('b'),
      users('c'),
      '<exclusiveGateway id="x" default="on"/>',
      end('no', cancel),
      end('yes'),
      flows('ts>a>b>c>x; x>no ${fail == true}; x>yes #on'),
    )
  const around = [boundary('cb', 't', cancel), users('y z'), flows('s>t>z; cb>y')]
  rows([
    [
      'that succeeds',
      model(s, trade(), ...around),
      'start p; complete a; complete b; complete c; tasks z; complete z; ended',
    ],
    [
      'that is cancelled undoes what was done, then leaves by its cancel event',
      model(s, trade(), ...around),
      'start p; complete a; complete b; complete c {"fail":true}; tasks undo_b; complete undo_b; tasks undo_a; complete undo_a; tasks y; complete y; ended',
    ],
    [
      'that is cancelled takes what still runs away',
      model(
        s,
        transaction(
          't',
          start('ts'),
          fork,
          undoable('a'),
          users('b c'),
          end('no', cancel),
          flows('ts>fork; fork>a>c; fork>b>no'),
        ),
        ...around,
      ),
      'start p; complete b; tasks y; new; start p; complete a; complete b; tasks undo_a; complete undo_a; tasks y',
    ],
    [
      'that an error leaves is not undone',
      model(
        s,
        transaction('t', start('ts'), undoable('a'), end('no', error('E1')), flows('ts>a>no')),
        boundary('eb', 't', error()),
        ...around,
        users('w'),
        flows('eb>w'),
      ),
      'start p; complete a; tasks w',
    ],
    [
      'inside another one: each is cancelled for itself',
      model(
        s,
        transaction(
          't',
          start('ts'),
          undoable('a'),
          transaction('in', start('is'), undoable('b'), end('inNo', cancel), flows('is>b>inNo')),
          boundary('ib', 'in', cancel),
          users('d'),
          end('no', cancel),
          flows('ts>a>in; ib>d>no'),
        ),
        ...around,
      ),
      'start p; complete a; complete b; tasks undo_b; complete undo_b; tasks d; complete d; tasks undo_a; complete undo_a; tasks y',
    ],
    [
      'that has ended is compensated later',
      model(s, trade(), boundary('cb', 't', cancel), users('y z'), thrown('u', undo()), flows('s>t>u>z; cb>y')),
      'start p; complete a; complete b; complete c; tasks undo_b; complete undo_b; complete undo_a; tasks z',
    ],
    [
      'a cancel event without a transaction, or without one that catches it, is refused',
      [
        model(s, end('no', cancel), flows('s>no')),
        definitions(process('q', s, transaction('t', start('ts'), end('no', cancel), flows('ts>no')), flows('s>t'))),
      ],
      'startRefused p; startRefused q',
    ],
  ])
})
