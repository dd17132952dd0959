/** Names of the few channels there are. Shared with the preloads; nothing else may use them. */
export const channels = {
  command: 'guardline:command',
  ask: 'guardline:ask',
  topic: 'guardline:topic',
  mediaRequest: 'guardline:media-request',
  mediaReply: 'guardline:media-reply',
  mediaEvent: 'guardline:media-event',
  picturePort: 'guardline:picture-port',
} as const;
