import { describe } from 'vitest'
import { after, boundary, definitions, end, flows, message, process, start, terminate, users } from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')

describe('called processes, as other engines test them', () => {
  const called = process(
    'q',
    start('qs'),
    '<exclusiveGateway id="x" default="d"/>',
    users('a b'),
    flows('qs>x; x>a ${y == 1}; x>b #d'),
  )
  const call = (attributes: string, inside = '') =>
    `<callActivity id="c" ${attributes}><extensionElements>${inside}</extensionElements></callActivity>`
  rows([
    [
      'named by an expression',
      definitions(
        process('p', s, call('calledElement="${which}"', '<camunda:in variables="all"/>'), users('z'), flows('s>c>z')),
        called,
      ),
      'start p {"which":"q","y":1}; tasks a; complete a; tasks z; new; start p {"which":"no"}; error c',
    ],
    [
      'by a prefixed name and a binding',
      definitions(
        process('p', s, call('calledElement="tns:q" camunda:calledElementBinding="latest"'), flows('s>c')),
        called,
      ),
      'start p {"y":2}; tasks b',
    ],
    [
      'variables handed in by other names, and only those',
      definitions(
        process(
          'p',
          s,
          call(
            'calledElement="q"',
            '<camunda:in source="n" target="y"/><camunda:in businessKey="#{execution.processBusinessKey}"/>',
          ),
          flows('s>c'),
        ),
        called,
      ),
      'start p {"n":1}; tasks a; new; start p {"n":2,"y":1}; tasks b',
    ],
    [
      'an expression handed in, a value handed out',
      definitions(
        process(
          'p',
          s,
          call(
            'calledElement="q"',
            '<flowable:in sourceExpression="${n - 4}" target="y"/><flowable:out source="result" target="r"/>',
          ),
          '<exclusiveGateway id="g"/>',
          users('yes no'),
          flows('s>c>g; g>yes ${r == "good"}; g>no ${r != "good"}'),
        ),
        called,
      ),
      'start p {"n":5}; complete a {"result":"good"}; tasks yes',
    ],
    [
      'all variables handed in and out',
      definitions(
        process(
          'p',
          s,
          call('calledElement="q"', '<camunda:in variables="all"/><camunda:out variables="all"/>'),
          '<exclusiveGateway id="g"/>',
          users('yes no'),
          flows('s>c>g; g>yes ${k}; g>no ${!k}'),
        ),
        called,
      ),
      'start p {"y":1}; complete a {"k":true}; tasks yes',
    ],
    [
      'inherits variables beside what is handed in',
      definitions(
        process(
          'p',
          s,
          call('calledElement="q" flowable:inheritVariables="true"', '<flowable:in source="n" target="m"/>'),
          flows('s>c'),
        ),
        called,
      ),
      'start p {"n":5,"y":1}; tasks a',
    ],
    [
      'hands out what an expression gives',
      definitions(
        process(
          'p',
          s,
          call('calledElement="q"', '<camunda:out sourceExpression="${result + 1}" target="r"/>'),
          '<exclusiveGateway id="g"/>',
          users('yes no'),
          flows('s>c>g; g>yes ${r == 3}; g>no ${r != 3}'),
        ),
        called,
      ),
      'start p; tasks b; complete b {"result":2}; tasks yes',
    ],
    [
      'calls another process in turn, and itself ends',
      definitions(
        process('p', s, '<callActivity id="c" calledElement="r"/>', users('z'), flows('s>c>z')),
        process('r', start('rs'), '<callActivity id="c2" calledElement="q"/>', users('w'), flows('rs>c2>w')),
        called,
      ),
      'start p; tasks b; complete b; tasks w; complete w; tasks z; complete z; allEnded',
    ],
    [
      'a message on it takes all of it away',
      definitions(
        process('p', s, call('calledElement="q"'), boundary('m', 'c', message()), users('y'), flows('s>c; m>y')),
        called,
      ),
      'start p; tasks b; message hello; tasks y; complete y; ended',
    ],
    [
      'two at once',
      definitions(
        process(
          'p',
          s,
          '<parallelGateway id="f"/><parallelGateway id="j"/><callActivity id="c1" calledElement="q"/><callActivity id="c2" calledElement="q"/>',
          users('z'),
          flows('s>f; f>c1>j; f>c2>j; j>z'),
        ),
        called,
      ),
      'start p; tasks b b; complete b; complete b; tasks z',
    ],
    [
      'waits for a message that is given to the whole case',
      [
        definitions(process('p', s, call('calledElement="q2"'), users('z'), flows('s>c>z'))),
        definitions(process('q2', start('qs'), '<receiveTask id="r" messageRef="M"/>', flows('qs>r'))),
      ],
      'start p; waiting r; message hello; tasks z',
    ],
    [
      'has no plain start event',
      definitions(
        process('p', s, call('calledElement="q3"'), flows('s>c')),
        process('q3', start('qs', message()), users('a'), flows('qs>a')),
      ),
      'start p; error c',
    ],
    [
      'its own ends beside the task of the caller',
      definitions(
        process('p', s, '<parallelGateway id="f"/>', call('calledElement="q4"'), users('z'), flows('s>f; f>c; f>z')),
        process(
          'q4',
          start('qs'),
          '<parallelGateway id="f4"/>',
          users('a'),
          end('t', terminate),
          caughtNever(),
          flows('qs>f4; f4>a>t; f4>never'),
        ),
      ),
      'start p; tasks a z; complete a; tasks z; waiting; complete z; ended',
    ],
  ])
})

function caughtNever(): string {
  return `<intermediateCatchEvent id="never">${after('P1Y')}</intermediateCatchEvent>`
}
