import { describe } from 'vitest'
import {
  after,
  boundary,
  caught,
  condition,
  definitions,
  end,
  error,
  escalation,
  every,
  flows,
  many,
  message,
  model,
  process,
  rounds,
  signal,
  start,
  sub,
  terminate,
  thrown,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const fork = '<parallelGateway id="fork"/>'
const TWICE = '<loopCardinality>2</loopCardinality>'

describe('what meets in one model, as other engines test it', () => {
  rows([
    [
      'a cycle on rounds goes off beside them',
      model(
        s,
        `<userTask id="a">${rounds(TWICE)}</userTask>`,
        boundary('b', 'a', every('R/PT1H'), 'goes on'),
        users('m z'),
        flows('s>a>z; b>m'),
      ),
      'start p; advance PT2H1S; tasks a a m m; complete a; advance PT1H; tasks a m m m; complete a; timers 0; tasks z m m m',
    ],
    [
      'an error caught nearer ends the inner scope only',
      model(
        s,
        sub(
          'out',
          start('s0'),
          fork,
          users('w'),
          sub('in', start('s1'), users('a'), end('e1', error('E1')), flows('s1>a>e1')),
          boundary('b', 'in', error('E1')),
          users('x'),
          flows('s0>fork; fork>w; fork>in; b>x'),
        ),
        users('z'),
        flows('s>out>z'),
      ),
      'start p; complete a; tasks w x; complete w; complete x; tasks z',
    ],
    [
      'an escalation that interrupts at an end event',
      model(
        s,
        sub('sub', start('s1'), fork, users('a b'), end('up', escalation('X1')), flows('s1>fork; fork>a>up; fork>b')),
        boundary('b1', 'sub', escalation('X1')),
        users('y z'),
        flows('s>sub>z; b1>y'),
      ),
      'start p; complete a; tasks y; complete y; ended',
    ],
    [
      'a condition that holds when its task opens',
      model(s, users('a x'), boundary('c', 'a', condition('${variable == 1}')), flows('s>a; c>x')),
      'start p {"variable":1}; tasks x',
    ],
    [
      'a condition in a called process',
      definitions(
        process('p', s, '<callActivity id="c" calledElement="q"/>', users('z'), flows('s>c>z')),
        process('q', start('qs'), caught('w', condition('${ready}')), flows('qs>w')),
        // in Darcha's own dialect a called process sees the variables of the case
      ).replace('targetNamespace', 'xmlns:darcha="urn:darcha:bpmn:1" targetNamespace'),
      'start p; waiting w; set {"ready":true}; tasks z',
    ],
    [
      'terminate in a nested sub-process, with timers around',
      model(
        s,
        sub(
          'out',
          start('s0'),
          sub('in', start('s1'), fork, users('a b'), end('t', terminate), flows('s1>fork; fork>a>t; fork>b')),
          boundary('tb', 'in', after('PT1H')),
          users('y'),
          flows('s0>in>y'),
        ),
        users('z'),
        flows('s>out>z'),
      ),
      'start p; timers 1; complete a; tasks y; timers 0; complete y; tasks z',
    ],
    [
      'terminate in the case ends called processes too',
      definitions(
        process(
          'p',
          s,
          fork,
          '<callActivity id="c" calledElement="q"/>',
          users('a'),
          end('t', terminate),
          flows('s>fork; fork>c; fork>a>t'),
        ),
        process('q', start('qs'), users('b'), flows('qs>b')),
      ),
      'start p; tasks a b; complete a; ended; tasks; allEnded',
    ],
    [
      'a signal thrown in one branch is caught in the other',
      model(s, fork, caught('c', signal()), thrown('t', signal()), users('a b'), flows('s>fork; fork>c>a; fork>t>b')),
      'start p; tasks a b',
    ],
    [
      'a signal reaches a called process and the border of the call',
      definitions(
        process(
          'p',
          s,
          '<callActivity id="c" calledElement="q"/>',
          boundary('b', 'c', signal(), 'goes on'),
          users('x'),
          flows('s>c; b>x'),
        ),
        process('q', start('qs'), caught('w', signal()), users('a'), flows('qs>w>a')),
      ),
      'start p; signal alarm; tasks a x',
    ],
    [
      'a called process with the same ids as its caller',
      [
        definitions(
          process('p', s, users('a'), '<callActivity id="c" calledElement="q"/>', users('z'), flows('s>a>c>z')),
        ),
        definitions(
          process(
            'q',
            s,
            fork,
            '<parallelGateway id="join"/>',
            users('a z'),
            flows('s>fork; fork>a>join; fork>z>join'),
          ),
        ),
      ],
      'start p; complete a; tasks a z; complete a; complete z; tasks z; complete z; ended',
    ],
    [
      'an empty sub-process is passed',
      model(s, sub('sub', start('s1'), end('e1'), flows('s1>e1')), sub('bare'), users('z'), flows('s>sub>bare>z')),
      'start p; tasks z',
    ],
    [
      'receive tasks in a row for one message',
      model(s, many('receiveTask', 'r1 r2').replaceAll('/>', ' messageRef="M"/>'), flows('s>r1>r2>e'), end('e')),
      'start p; message hello; waiting r2; message hello; ended',
    ],
    [
      'a thrown message with nobody to take it',
      model(s, thrown('t', message()), '<intermediateThrowEvent id="n"/>', users('a'), flows('s>t>n>a')),
      'start p; tasks a',
    ],
    [
      'a timer on a task in a loop begins anew',
      model(
        s,
        '<exclusiveGateway id="m"/>',
        users('a'),
        boundary('b', 'a', after('PT1H')),
        flows('s>m>a>e; b>m'),
        end('e'),
      ),
      'start p; advance PT90M; tasks a; timers 1; advance PT1H; tasks a; timers 1; complete a; ended; timers 0',
    ],
  ])
})
