/** What a method does, in rules; `*` stands for all. */
export type AccessType = 'READ' | 'WRITE' | 'EXECUTE' | 'REPLICATE' | '*';

export const ACCESS_TYPES: readonly string[] = ['READ', 'WRITE', 'EXECUTE', 'REPLICATE', '*'] satisfies AccessType[];
