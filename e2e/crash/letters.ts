export interface Letter {
  id: string
  to: string
  subject: string
}

/** Collects all letters of the demo mailbox while a test runs: the mailbox itself keeps only the last thousand. */
export function collectLetters(mailbox: string): { end(): Promise<Letter[]> } {
  const found = new Map<number, Letter>()
  const look = async () => {
    const { messages } = (await (await fetch(`${mailbox}/messages.json`)).json()) as {
      messages: { id: number; to: string; subject: string; headers: Record<string, string> }[]
    }
    for (const message of messages)
      found.set(message.id, {
        id: message.headers['message-id'] ?? `without-id-${message.id}`,
        to: message.to,
        subject: message.subject,
      })
  }
  const timer = setInterval(() => {
    look().catch(() => undefined)
  }, 3000)
  return {
    async end() {
      clearInterval(timer)
      await look()
      return [...found.values()]
    },
  }
}
