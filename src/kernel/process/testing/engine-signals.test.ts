import { describe } from 'vitest'
import {
  boundary,
  caught,
  definitions,
  end,
  eventSub,
  flows,
  message,
  model,
  process,
  signal,
  start,
  sub,
  thrown,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const fork = '<parallelGateway id="fork"/>'

describe('signals, as other engines test them', () => {
  rows([
    [
      'wake all that wait, in all cases',
      definitions(
        process(
          'p',
          s,
          fork,
          caught('c1', signal()),
          caught('c2', signal()),
          users('a b'),
          flows('s>fork; fork>c1>a; fork>c2>b'),
        ),
        process('q', start('qs'), thrown('t', signal()), flows('qs>t>qe'), end('qe')),
      ),
      'start p; start p; waiting c1 c2 c1 c2; start q; tasks a a b b; waiting',
    ],
    [
      'on the border of a sub-process, thrown inside of it',
      model(
        s,
        sub('sub', start('is'), users('a'), thrown('t', signal()), users('b'), flows('is>a>t>b')),
        boundary('c', 'sub', signal()),
        users('x'),
        flows('s>sub; c>x'),
      ),
      'start p; complete a; tasks x; complete x; ended',
    ],
    [
      'that let the host go on, thrown inside of it',
      model(
        s,
        sub('sub', start('is'), thrown('t', signal()), users('b'), flows('is>t>b')),
        boundary('c', 'sub', signal(), 'goes on'),
        users('x'),
        flows('s>sub; c>x'),
      ),
      'start p; tasks b x',
    ],
    [
      'begin a case at each start event of the name',
      definitions(
        process('p', start('s1', signal()), users('a'), flows('s1>a')),
        process('q', start('s2', signal()), users('b'), flows('s2>b')),
        process('r', start('rs'), end('re', signal()), flows('rs>re')),
      ),
      'signal alarm; tasks a b; start r; tasks a a b b; startRefused p',
    ],
    [
      'several start events of one process',
      model(
        start('s1', signal()),
        start('s2', signal('T')),
        start('s3', signal()),
        users('a b c'),
        flows('s1>a; s2>b; s3>c'),
      ),
      'signal calm; tasks b; signal alarm; tasks a b c',
    ],
    [
      'interrupt by an event sub-process',
      model(s, users('a'), eventSub('es', signal(), '', users('x'), flows('esStart>x')), flows('s>a')),
      'start p; signal calm; tasks a; signal alarm; tasks x; signal alarm; tasks x; complete x; ended',
    ],
    [
      'a non-interrupting event sub-process throws what another waits for',
      model(
        s,
        users('a'),
        eventSub('es', signal(), 'goes on', end('ee', signal('T')), flows('esStart>ee')),
        eventSub('fs', signal('T'), '', users('x'), flows('fsStart>x')),
        flows('s>a'),
      ),
      'start p; signal alarm; tasks x',
    ],
    [
      'of the scope of the case do not leave it',
      definitions(
        '<signal id="L" name="local" flowable:scope="processInstance"/>',
        process('p', s, caught('c', signal('L')), users('a'), flows('s>c>a')),
        process(
          'q',
          start('qs'),
          fork,
          caught('d', signal('L')),
          users('b w'),
          thrown('t', signal('L')),
          flows('qs>fork; fork>d>b; fork>w>t'),
        ),
      ),
      'start p; start q; signal local; waiting c d; complete w; waiting c; tasks b',
    ],
    [
      'by the name itself, without a definition',
      model(s, caught('c', signal('siren')), users('a'), flows('s>c>a')),
      'start p; signal siren; tasks a',
    ],
    [
      'a signal without anyone who waits',
      model(s, thrown('t', signal()), users('a'), flows('s>t>a')),
      'signal alarm; start p; tasks a',
    ],
    [
      'reach a case that they wake and one they end',
      definitions(
        process('p', s, users('a'), boundary('b', 'a', signal()), end('x', message()), flows('s>a; b>x')),
        process(
          'q',
          start('qs'),
          users('c'),
          boundary('b2', 'c', signal()),
          boundary('m', 'c', message()),
          end('qe'),
          flows('qs>c; b2>qe; m>qe'),
        ),
      ),
      'start p; start q; signal alarm; allEnded',
    ],
  ])
})
