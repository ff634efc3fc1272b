/** What a colour means, and it means nothing else: amber waits for you, red is refusal or lateness, green is done. */
export type Tone = 'neutral' | 'action' | 'waits' | 'done' | 'refused'
