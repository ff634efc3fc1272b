/** Steps of a long command on stderr, each with its time; in a terminal the running one is shown too. */
export function progress() {
  const begun = performance.now()
  const terminal = process.stderr.isTTY === true
  return {
    async step<Answer>(
      name: string,
      work: () => Promise<Answer>,
      tell: (answer: Answer) => string = () => '',
    ): Promise<Answer> {
      const started = performance.now()
      if (terminal) process.stderr.write(`… ${name}`)
      const answer = await work()
      const more = tell(answer)
      process.stderr.write(
        `${terminal ? '\r\u001b[K' : ''}  ${name}${more ? `: ${more}` : ''} (${seconds(performance.now() - started)})\n`,
      )
      return answer
    },
    total: () => seconds(performance.now() - begun),
  }
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`
