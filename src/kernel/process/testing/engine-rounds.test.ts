import { describe } from 'vitest'
import {
  after,
  boundary,
  definitions,
  end,
  flows,
  message,
  model,
  process,
  rounds,
  start,
  sub,
  terminate,
  users,
} from './engine-models.ts'
import { rows } from './engine-rows.ts'

const s = start('s')
const times = (count: string, attributes = '', done = '') =>
  rounds(
    `<loopCardinality>${count}</loopCardinality>${done ? `<completionCondition>${done}</completionCondition>` : ''}`,
    attributes,
  )
const task = (inside: string, id = 'a') => `<userTask id="${id}">${inside}</userTask>`
const IN_TURN = 'isSequential="true"'

describe('multi-instance, as other engines test it', () => {
  rows([
    [
      'one after the other, as often as a variable says',
      model(s, task(times('${nrOfLoops}', IN_TURN)), end('e'), flows('s>a>e')),
      'start p {"nrOfLoops":3}; tasks a; complete a; complete a; tasks a; complete a; ended',
    ],
    ['none at all', model(s, task(times('0')), users('z'), flows('s>a>z')), 'start p; tasks z; new; start p; tasks z'],
    [
      'none at all, in turn and from a variable',
      model(s, task(times('#{n}', IN_TURN)), users('z'), flows('s>a>z')),
      'start p {"n":0}; tasks z; new; start p {"n":"2"}; complete a; complete a; tasks z',
    ],
    [
      'an empty list',
      model(
        s,
        task(rounds('', 'flowable:collection="list" flowable:elementVariable="one"')),
        users('z'),
        flows('s>a>z'),
      ),
      'start p {"list":[]}; tasks z',
    ],
    [
      'a list by an expression',
      model(
        s,
        task(rounds('', 'camunda:collection="${people.list}" camunda:elementVariable="person"')),
        users('z'),
        flows('s>a>z'),
      ),
      'start p {"people":{"list":["x","y"]}}; tasks a a; complete a; complete a; tasks z',
    ],
    [
      'a list as data input of the loop',
      model(
        s,
        task(rounds('<loopDataInputRef>assigneeList</loopDataInputRef><inputDataItem name="assignee"/>')).replace(
          'id="a"',
          'id="a" activiti:assignee="${assignee}"',
        ),
        users('z'),
        flows('s>a>z'),
      ),
      'start p {"assigneeList":["kermit","gonzo","fozzie"]}; tasks a a a; complete a; complete a; complete a; tasks z',
    ],
    [
      'a condition on how many are done',
      model(s, task(times('4', '', '${nrOfCompletedInstances >= 2}')), users('z'), flows('s>a>z')),
      'start p; complete a; tasks a a a; complete a; tasks z',
    ],
    [
      'a condition on how many are left',
      model(s, task(times('4', '', '${nrOfActiveInstances == 1 || nrOfInstances lt 2}')), users('z'), flows('s>a>z')),
      'start p; complete a; complete a; tasks a a; complete a; tasks z',
    ],
    [
      'a condition on other variables, in turn',
      model(s, task(times('5', IN_TURN, '#{stop or loopCounter == 3}')), users('z'), flows('s>a>z')),
      'start p; complete a {"stop":false}; tasks a; complete a {"stop":true}; tasks z; new; start p {"stop":false}; complete a; complete a; complete a; tasks a; complete a; tasks z',
    ],
    [
      'the completion condition sees the variable that counts down',
      model(s, task(times('${count}', IN_TURN, '${count == 0}')), users('z'), flows('s>a>z')),
      'start p {"count":3}; complete a {"count":1}; tasks a; complete a {"count":0}; tasks z',
    ],
    [
      'a timer on it ends all rounds',
      model(s, task(times('3')), boundary('b', 'a', after('PT1H')), users('late z'), flows('s>a>z; b>late')),
      'start p; timers 1; complete a; advance PT2H; tasks late; timers 0',
    ],
    [
      'a message beside it, in turn',
      model(
        s,
        task(times('2', IN_TURN)),
        boundary('b', 'a', message(), 'goes on'),
        users('more z'),
        flows('s>a>z; b>more'),
      ),
      'start p; message hello; tasks a more; complete a; message hello; tasks a more more; complete a; messageRefused hello; tasks z more more',
    ],
    [
      'rounds of a sub-process, side by side, each for itself',
      model(s, sub('sub', times('2'), start('s1'), users('a b'), flows('s1>a>b')), users('z'), flows('s>sub>z')),
      'start p; tasks a a; complete a; tasks a b; complete b; tasks a; complete a; complete b; tasks z',
    ],
    [
      'a timer inside the rounds',
      model(
        s,
        sub('sub', times('2'), start('s1'), users('a late'), boundary('b', 'a', after('PT1H')), flows('s1>a; b>late')),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; timers 2; complete a; timers 1; advance PT2H; tasks late; complete late; tasks z',
    ],
    [
      'a round that is ended by terminate counts',
      model(
        s,
        sub(
          'sub',
          times('2'),
          start('s1'),
          '<parallelGateway id="f"/>',
          users('a b'),
          end('t', terminate),
          flows('s1>f; f>a>t; f>b'),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; tasks a a b b; complete a; tasks a b; complete a; tasks z',
    ],
    [
      'a terminate that ends all rounds',
      model(
        s,
        sub(
          'sub',
          times('3'),
          start('s1'),
          users('a'),
          end('t', '<terminateEventDefinition flowable:terminateMultiInstance="true"/>'),
          flows('s1>a>t'),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; tasks a a a; complete a; tasks z',
    ],
    [
      'a terminate that ends all rounds in turn',
      model(
        s,
        sub(
          'sub',
          times('3', IN_TURN),
          start('s1'),
          users('a'),
          end('t', '<terminateEventDefinition flowable:terminateMultiInstance="true"/>'),
          flows('s1>a>t'),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; complete a; tasks z; complete z; ended',
    ],
    [
      'rounds inside rounds',
      model(
        s,
        sub(
          'sub',
          times('2', IN_TURN),
          start('s1'),
          task(times('3', '', '${nrOfCompletedInstances == 2}')),
          flows('s1>a'),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p; tasks a a a; complete a; complete a; tasks a a a; complete a; complete a; tasks z',
    ],
    [
      'rounds inside rounds over lists of lists',
      model(
        s,
        sub(
          'sub',
          rounds('', 'camunda:collection="lists" camunda:elementVariable="list"'),
          start('s1'),
          task(rounds('', 'camunda:collection="list" camunda:elementVariable="one"')),
          flows('s1>a'),
        ),
        users('z'),
        flows('s>sub>z'),
      ),
      'start p {"lists":[["x","y"],["v"]]}; tasks a a a; complete a; complete a; complete a; tasks z',
    ],
    [
      'of called processes with the element handed in',
      definitions(
        process(
          'p',
          s,
          `<callActivity id="c" calledElement="q"><extensionElements><camunda:in source="one" target="given"/></extensionElements>${rounds('', 'camunda:collection="list" camunda:elementVariable="one"')}</callActivity>`,
          users('z'),
          flows('s>c>z'),
        ),
        process(
          'q',
          start('qs'),
          '<exclusiveGateway id="x"/>',
          users('a b'),
          flows('qs>x; x>a ${given == 1}; x>b ${given != 1}'),
        ),
      ),
      'start p {"list":[1,2,1]}; tasks a b a; complete a; complete b; complete a; tasks z',
    ],
    [
      'of called processes in turn, with a timer on them',
      definitions(
        process(
          'p',
          s,
          `<callActivity id="c" calledElement="q">${times('2', IN_TURN)}</callActivity>`,
          boundary('b', 'c', after('PT1H')),
          users('z late'),
          flows('s>c>z; b>late'),
        ),
        process('q', start('qs'), users('a'), flows('qs>a')),
      ),
      'start p; complete a; tasks a; complete a; tasks z; new; start p; complete a; advance PT2H; tasks late',
    ],
    [
      'an event from a list',
      model(
        s,
        sub(
          'sub',
          rounds('', 'camunda:collection="${names}" camunda:elementVariable="name"'),
          start('s1'),
          '<intermediateCatchEvent id="c"><messageEventDefinition messageRef="D"/></intermediateCatchEvent>',
          flows('s1>c'),
        ),
        users('z'),
        flows('s>sub>z'),
      ).replace('<process', '<message id="D" name="m-${name}"/><process'),
      'start p {"names":["x","y"]}; waiting c c; message m-y; messageRefused m-y; message m-x; tasks z',
    ],
    [
      'a receive task in rounds',
      model(s, `<receiveTask id="r" messageRef="M">${times('2')}</receiveTask>`, users('z'), flows('s>r>z')),
      'start p; waiting r r; message hello; message hello; tasks z',
    ],
    [
      'tasks without work in rounds',
      model(
        s,
        `<serviceTask id="w" camunda:expression="\${true}">${times('3')}</serviceTask><scriptTask id="sc" scriptFormat="javascript">${times('2', IN_TURN)}<script></script></scriptTask><manualTask id="m">${times('2')}</manualTask>`,
        users('z'),
        flows('s>w>sc>m>z'),
      ),
      'start p; tasks z',
    ],
    [
      'the number of a round under another name',
      model(
        s,
        sub(
          'sub',
          times('2', 'flowable:elementIndexVariable="index"'),
          start('s1'),
          '<exclusiveGateway id="x"/>',
          users('a b'),
          flows('s1>x; x>a ${index == 0}; x>b ${index == 1}'),
        ),
        flows('s>sub'),
      ),
      'start p; tasks a b',
    ],
    ['a number of rounds that is none stops', model(s, task(times('${nothing}')), flows('s>a')), 'start p; error a'],
  ])
})
