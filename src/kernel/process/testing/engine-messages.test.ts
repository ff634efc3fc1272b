import { describe } from 'vitest'
import {
  after,
  boundary,
  caught,
  definitions,
  end,
  eventSub,
  flows,
  many,
  message,
  model,
  process,
  start,
  sub,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const fork = '<parallelGateway id="fork"/>'

describe('messages, as other engines test them', () => {
  rows([
    [
      'on a sub-process',
      model(
        s,
        sub('sub', start('is'), users('a b'), flows('is>a>b')),
        boundary('m', 'sub', message('tns:M')),
        users('z x'),
        flows('s>sub>z; m>x'),
      ),
      'start p; complete a; message hello; tasks x; messageRefused hello; new; start p; complete a; complete b; tasks z; messageRefused hello',
    ],
    [
      'that lets its host go on, may come again',
      model(s, users('a more'), boundary('m', 'a', message(), 'goes on'), flows('s>a; m>more')),
      'start p; message hello; message hello; tasks a more more; complete a; messageRefused hello; complete more; complete more; ended',
    ],
    [
      'in the middle, with its variables',
      model(
        s,
        caught('c', message()),
        '<exclusiveGateway id="x"/>',
        users('a b'),
        flows('s>c>x; x>a ${yes}; x>b ${!yes}'),
      ),
      'start p; waiting c; messageRefused bye; message hello {"yes":true}; tasks a',
    ],
    [
      'parallel receive tasks of one message take one each',
      model(
        s,
        fork,
        '<parallelGateway id="join"/>',
        many('receiveTask', 'r1 r2').replaceAll('/>', ' messageRef="M"/>'),
        users('z'),
        flows('s>fork; fork>r1; fork>r2; r1>join; r2>join; join>z'),
      ),
      'start p; waiting r1 r2; message hello; waiting r2; message hello; tasks z; messageRefused hello',
    ],
    [
      'a receive task with a boundary event',
      model(
        s,
        '<receiveTask id="r" messageRef="M"/>',
        boundary('b', 'r', after('PT1H')),
        users('a late'),
        flows('s>r>a; b>late'),
      ),
      'start p; waiting r; advance PT2H; tasks late; messageRefused hello',
    ],
    [
      'a receive task without a message goes on by itself',
      model(s, '<receiveTask id="r"/>', users('a'), flows('s>r>a')),
      'start p; waiting r; trigger r; tasks a',
    ],
    [
      'beside a plain start event',
      model(start('s'), start('m', message()), users('a b'), flows('s>a; m>b')),
      'start p; tasks a; by hello; tasks a b; new; by hello; tasks b; startRefused q',
    ],
    [
      'a message that starts an interrupting event sub-process inside a sub-process',
      model(
        s,
        sub(
          'sub',
          start('is'),
          users('a'),
          flows('is>a'),
          eventSub('es', message(), '', users('x'), flows('esStart>x')),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; message hello; tasks x; messageRefused hello; complete x; tasks z',
    ],
    [
      'a non-interrupting event sub-process, twice',
      model(
        s,
        users('a'),
        eventSub('es', message(), 'goes on', users('x'), end('ee'), flows('esStart>x>ee')),
        flows('s>a'),
      ),
      'start p; message hello; message hello; tasks a x x; complete a; running; complete x; tasks x; complete x; ended',
    ],
    [
      'two event sub-processes of one scope: the interrupting one ends the other',
      model(
        s,
        users('a'),
        eventSub('es', message(), 'goes on', users('x'), flows('esStart>x')),
        eventSub('es2', message('N'), '', users('y'), flows('es2Start>y')),
        flows('s>a'),
      ),
      'start p; message hello; tasks a x; message bye; tasks y; messageRefused hello; messageRefused bye; complete y; ended',
    ],
    [
      'an event sub-process inside an event sub-process',
      model(
        s,
        users('a'),
        eventSub(
          'es',
          message(),
          '',
          users('x'),
          flows('esStart>x'),
          eventSub('in', message('N'), '', users('y'), flows('inStart>y')),
        ),
        flows('s>a'),
      ),
      'start p; messageRefused bye; message hello; tasks x; message bye; tasks y; complete y; ended',
    ],
    [
      'thrown at an end, it starts another case',
      definitions(
        process('p', s, users('a'), end('e', message()), flows('s>a>e')),
        process('q', start('qs', message()), users('b'), flows('qs>b')),
      ),
      'start p; complete a; ended; tasks b; complete b; allEnded',
    ],
    [
      'a send task gives it to a waiting case',
      definitions(
        process('p', s, caught('c', message()), flows('s>c>e'), end('e')),
        process('q', start('qs'), '<sendTask id="t" messageRef="M"/>', flows('qs>t')),
      ),
      'start p; start q; allEnded',
    ],
    [
      'a boundary event outside and an event sub-process inside wait for the same',
      model(
        s,
        sub('sub', start('is'), users('a'), flows('is>a')),
        boundary('m', 'sub', message()),
        boundary('n', 'sub', message('N')),
        users('x y'),
        flows('s>sub; m>x; n>y'),
      ),
      'start p; message bye; tasks y; messageRefused hello',
    ],
    [
      'the name of a message is an expression',
      definitions(
        '<message id="D" name="hello-${n}"/>',
        process('p', s, caught('c', message('D')), users('a'), flows('s>c>a')),
      ),
      'start p {"n":7}; messageRefused hello-8; message hello-7; tasks a',
    ],
  ])
})
