import { describe } from 'vitest'
import {
  boundary,
  definitions,
  end,
  error,
  eventSub,
  flows,
  message,
  model,
  process,
  rounds,
  start,
  sub,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const fork = '<parallelGateway id="fork"/>'
const call = (id: string, of = 'q', inside = ''): string =>
  `<callActivity id="${id}" calledElement="${of}">${inside}</callActivity>`

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
