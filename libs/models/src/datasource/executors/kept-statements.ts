/**
 * The longest text of a statement that is kept, prepared or by name. Longer ones are those of large wheres: hardly any comes
 * twice, and a client that sends many would fill the memory.
 */
export const LONGEST_KEPT = 10_000;
