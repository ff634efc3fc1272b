import { describe } from 'vitest'
import {
  after,
  boundary,
  end,
  error,
  eventSub,
  flows,
  message,
  model,
  signal,
  start,
  sub,
  terminate,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const fork = '<parallelGateway id="fork"/>'

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
