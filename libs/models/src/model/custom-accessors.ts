/** How scripts replace the setting and reading of properties: `Model.setter.name = function (value) { this.$name = … }`. */
export class CustomAccessors {
  readonly setters: Record<string, (this: object, value: unknown) => void>;
  readonly getters: Record<string, (this: object) => unknown>;

  /** @param inherited - those of the base, which count where there is none of its own */
  constructor(inherited?: CustomAccessors) {
    this.setters = Object.create(inherited?.setters ?? null) as typeof this.setters;
    this.getters = Object.create(inherited?.getters ?? null) as typeof this.getters;
  }

  /** A base has got accessors since, or one that is nearer. */
  inherit(inherited: CustomAccessors): void {
    Object.setPrototypeOf(this.setters, inherited.setters);
    Object.setPrototypeOf(this.getters, inherited.getters);
  }
}
