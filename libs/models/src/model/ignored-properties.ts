const MAX_TOLD = 100;
const MAX_LENGTH = 60;

/**
 * Tells of conditions that are left out, since their property does not exist or is hidden: LoopBack does so without a word
 * (deviation 7 of the chapter on REST). Once for each property, and not without end, as clients choose the names.
 */
export class IgnoredProperties {
  private readonly told = new Set<string>();

  constructor(private readonly warn: (text: string) => void) {}

  tell(model: string, property: string): void {
    const name = JSON.stringify(property.length > MAX_LENGTH ? `${property.slice(0, MAX_LENGTH)}…` : property);
    const text = `A where of "${model}" names the unknown or hidden property ${name}; the condition is left out.`;
    if (this.told.size >= MAX_TOLD || this.told.has(text)) return;
    this.told.add(text);
    this.warn(text);
  }
}
