import { describe } from 'vitest'
import { after, caught, end, flows, many, model, start, sub, users } from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const both = '<parallelGateway id="fork"/><parallelGateway id="join"/>'

describe('gateways and flows, as other engines test them', () => {
  rows([
    [
      'no flow of an inclusive gateway holds',
      model(
        s,
        '<inclusiveGateway id="o"/>',
        users('a b'),
        flows('s>o; o>a ${input == 1}; o>b ${input <= 2 and input > 0}'),
      ),
      'start p {"input":5}; error o; new; start p {"input":1}; tasks a b; new; start p {"input":2}; tasks b',
    ],
    [
      'the default flow of an inclusive gateway only without any other',
      model(
        s,
        '<inclusiveGateway id="o" default="d"/>',
        users('a b c'),
        flows('s>o; o>a ${input == 1}; o>b ${input <= 2}; o>c #d'),
      ),
      'start p {"input":1}; tasks a b; new; start p {"input":3}; tasks c',
    ],
    [
      'an inclusive join does not wait for a branch that ended elsewhere',
      model(
        s,
        '<inclusiveGateway id="o"/><inclusiveGateway id="j"/><exclusiveGateway id="x" default="away"/>',
        users('a b z'),
        end('gone'),
        flows('s>o; o>a; o>b; a>j; b>x; x>j ${stay}; x>gone #away; j>z'),
      ),
      'start p; complete a; tasks b; complete b {"stay":false}; tasks z; complete z; ended',
    ],
    [
      'nested inclusive gateways',
      model(
        s,
        many('inclusiveGateway', 'o o2 j2 j'),
        users('a b c z'),
        flows('s>o; o>a ${n > 0}; o>o2 ${n > 1}; o2>b ${n > 1}; o2>c ${n > 2}; b>j2; c>j2; j2>j; a>j; j>z'),
      ),
      'start p {"n":3}; tasks a b c; complete b; complete a; tasks c; complete c; tasks z; new; start p {"n":1}; complete a; tasks z; new; start p {"n":2}; complete b; complete a; tasks z',
    ],
    [
      'an inclusive join after a loop waits for the token in the loop',
      model(
        s,
        '<inclusiveGateway id="o"/><inclusiveGateway id="j"/><exclusiveGateway id="m"/><exclusiveGateway id="x" default="on"/>',
        users('a b z'),
        flows('s>o; o>a; o>m; m>b>x; x>m ${again}; x>j #on; a>j; j>z'),
      ),
      'start p; complete a; tasks b; complete b {"again":true}; tasks b; complete b {"again":false}; tasks z',
    ],
    [
      'a loop around inclusive gateways joins anew each time',
      model(
        s,
        '<exclusiveGateway id="m"/><inclusiveGateway id="o"/><inclusiveGateway id="j"/><exclusiveGateway id="x" default="on"/>',
        users('a b z'),
        flows('s>m>o; o>a; o>b; a>j; b>j; j>x; x>m ${again}; x>z #on'),
      ),
      'start p; complete a; complete b {"again":true}; tasks a b; complete b; tasks a; complete a {"again":false}; tasks z; complete z; ended',
    ],
    [
      'an inclusive join of a parallel fork with unequal branches',
      model(
        s,
        '<parallelGateway id="fork"/><inclusiveGateway id="j"/>',
        users('a b c z'),
        flows('s>fork; fork>a; fork>b; fork>c; a>j; b>j; c>e; j>z'),
        end('e'),
      ),
      'start p; complete b; complete a; tasks c z; complete c; complete z; ended',
    ],
    [
      'an inclusive join in a sub-process does not look outside of it',
      model(
        s,
        '<parallelGateway id="fork"/>',
        sub(
          'sub',
          start('is'),
          '<inclusiveGateway id="o"/><inclusiveGateway id="j"/>',
          users('a b y'),
          flows('is>o; o>a; o>b ${both}; a>j; b>j; j>y'),
        ),
        users('z'),
        flows('s>fork; fork>sub; fork>z'),
      ),
      'start p {"both":false}; complete a; tasks y z',
    ],
    [
      'an inclusive join with one parallel join before it',
      model(
        s,
        '<inclusiveGateway id="o"/><inclusiveGateway id="j"/>',
        both,
        users('a b c z'),
        flows('s>o; o>fork ${n > 0}; o>c ${n > 1}; fork>a; fork>b; a>join; b>join; join>j; c>j; j>z'),
      ),
      'start p {"n":2}; complete c; complete a; tasks b; complete b; tasks z',
    ],
    [
      'an inclusive join waits for what a timer may still send',
      model(
        s,
        '<parallelGateway id="fork"/><inclusiveGateway id="j"/>',
        users('a z'),
        caught('c', after('PT1H')),
        flows('s>fork; fork>a; fork>c; a>j; c>j; j>z'),
      ),
      'start p; complete a; tasks; waiting c; advance PT2H; tasks z',
    ],
  ])
})
