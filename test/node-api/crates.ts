/** What the tests of the Node API keep. */
export interface Crate {
  id: number;
  label: string;
  weight: number;
  packed: Date;
  fragile: boolean;
  pin: string;
}

export const crateModel = {
  name: 'Crate',
  properties: {
    label: { type: 'string', required: true },
    weight: { type: 'number', default: 1 },
    packed: 'date',
    fragile: 'boolean',
    pin: 'string',
  },
  hidden: ['pin'],
};

/** A model whose ids the client chooses. */
export interface Tag {
  code: string;
  text: string;
  colour: string;
}

export const tagModel = {
  name: 'Tag',
  properties: { code: { type: 'string', id: true }, text: 'string', colour: 'string' },
};
