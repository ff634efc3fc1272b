import { describeModule } from '../module/index.ts'
import { sender, sendHandler } from './send-message.ts'
import { httpSmsGateway } from './sms-gateway.ts'

/** Letters and short messages to people. */
export const notifyModule = describeModule({
  name: 'notify',
  jobs({ config, texts, country, origin }, _world, closing) {
    const mail = sender({
      smtpUrl: config.smtpUrl,
      from: config.mailFrom,
      sms: config.smsUrl ? httpSmsGateway(config.smsUrl) : undefined,
      texts,
      readPhone: country.readPhone,
      origin,
    })
    closing(() => mail.close())
    return [sendHandler(mail)]
  },
})
