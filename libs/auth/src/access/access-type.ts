/** What a method does, in rules; `*` stands for all. */
export type AccessType = 'READ' | 'WRITE' | 'EXECUTE' | 'REPLICATE' | '*';
