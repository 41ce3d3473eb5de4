/** A mail, sent by the transports of its data source. */
export const EMAIL_DEFINITION = {
  name: 'Email',
  base: 'Model',
  properties: {
    to: { type: 'string', required: true },
    from: { type: 'string', required: true },
    subject: { type: 'string', required: true },
    text: 'string',
    html: 'string',
  },
} as const;
