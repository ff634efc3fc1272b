import { describe } from 'vitest'
import {
  caught,
  definitions,
  end,
  flows,
  link,
  model,
  process,
  start,
  sub,
  terminate,
  thrown,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')

describe('gateways and flows, as other engines test them', () => {
  rows([
    [
      'two throws lead to one link catch',
      model(
        s,
        '<exclusiveGateway id="x" default="d"/>',
        thrown('l1', link('go')),
        thrown('l2', link('go')),
        caught('lc', link('go')),
        users('a'),
        flows('s>x; x>l1 ${n == 1}; x>l2 #d; lc>a'),
      ),
      'start p {"n":1}; tasks a; new; start p {"n":2}; tasks a; complete a; ended',
    ],
    [
      'links without a catch, or with two, are refused',
      [
        model(s, thrown('l', link('go')), caught('lc', link('come')), users('a'), flows('s>l; lc>a')),
        definitions(
          process(
            'q',
            s,
            thrown('l', link('go')),
            caught('c1', link('go')),
            caught('c2', link('go')),
            users('a b'),
            flows('s>l; c1>a; c2>b'),
          ),
        ),
      ],
      'startRefused p; startRefused q',
    ],
    [
      'links inside a sub-process',
      model(
        s,
        sub('sub', start('is'), thrown('l', link('go')), caught('lc', link('go')), users('a'), flows('is>l; lc>a')),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; tasks a; complete a; tasks z',
    ],
    [
      'a terminate end inside a sub-process ends that only',
      model(
        s,
        sub(
          'sub',
          start('is'),
          '<parallelGateway id="fork"/>',
          users('a b'),
          end('x', terminate),
          flows('is>fork; fork>a; fork>b; a>x'),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; tasks a b; complete a; tasks z; complete z; ended',
    ],
    [
      'a terminate end with terminateAll ends the whole case',
      model(
        s,
        '<parallelGateway id="fork"/>',
        sub(
          'sub',
          start('is'),
          users('a'),
          end('x', '<terminateEventDefinition flowable:terminateAll="true"/>'),
          flows('is>a>x'),
        ),
        users('b'),
        flows('s>fork; fork>sub; fork>b'),
      ),
      'start p; tasks a b; complete a; ended; tasks',
    ],
    [
      'a terminate end of a called process ends that only',
      definitions(
        process('p', s, '<callActivity id="c" calledElement="q"/>', users('z'), flows('s>c>z')),
        process(
          'q',
          start('qs'),
          '<parallelGateway id="fork"/>',
          users('a b'),
          end('x', terminate),
          flows('qs>fork; fork>a; fork>b; b>x'),
        ),
      ),
      'start p; tasks a b; complete b; tasks z',
    ],
    [
      'a token that ends beside a terminate end',
      model(
        s,
        '<parallelGateway id="fork"/>',
        users('a b'),
        end('x', terminate),
        end('e'),
        flows('s>fork; fork>a>x; fork>b>e'),
      ),
      'start p; complete b; tasks a; complete a; ended',
    ],
  ])
})
