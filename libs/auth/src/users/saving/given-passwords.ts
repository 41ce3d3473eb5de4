/** The instances whose password was set and is not stored yet: a text that looks like a hash may be the password itself. */
export class GivenPasswords {
  private readonly instances = new WeakSet<object>();

  add(instance: object): void {
    this.instances.add(instance);
  }

  has(instance: object): boolean {
    return this.instances.has(instance);
  }

  settle(instance: object): void {
    this.instances.delete(instance);
  }
}
