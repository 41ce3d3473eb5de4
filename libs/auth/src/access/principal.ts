/** One of those who are asking: a user, an application, or a role. */
export class Principal {
  static readonly USER = 'USER';
  static readonly APP = 'APP';
  static readonly APPLICATION = 'APP';
  static readonly ROLE = 'ROLE';
  static readonly SCOPE = 'SCOPE';

  /**
   * @param type - `USER`, `APP`, `ROLE`, `SCOPE`, or the name of a user model where there are several
   * @param name - defaults to the id
   */
  constructor(
    readonly type: string,
    readonly id: unknown,
    readonly name: unknown = id,
  ) {}

  /** Whether both are the same; ids are compared as text. */
  equals(other: unknown): boolean {
    return other instanceof Principal && this.type === other.type && String(this.id) === String(other.id);
  }
}
