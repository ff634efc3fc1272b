import { mailbox } from './process/mailbox.tsx'
import { runProvider } from './process/run-provider.ts'

// Environment: PORT (the mailbox), SMTP_PORT (0 or absent: a free one; told as `smtp` in the ready line).
await runProvider('mail', async () => {
  const { listener, smtp, stop } = await mailbox(Number(process.env['SMTP_PORT'] ?? 0))
  return { listener, facts: { smtp }, stop }
})
