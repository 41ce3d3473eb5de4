const BUILT_IN = {
  Object,
  Array,
  Function,
  String,
  Number,
  Boolean,
  Date,
  RegExp,
  Map,
  Set,
  Promise,
  Error,
  Buffer,
  Symbol,
};

/** What stands on the prototypes of the language and on their constructors: nothing of a client may ever be among it. */
export function describePrototypes(): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(BUILT_IN).flatMap(([name, built]) => [
      [name, names(built)],
      [`${name}.prototype`, names(built.prototype as object)],
    ]),
  );
}

function names(object: object): readonly string[] {
  return Reflect.ownKeys(object).map(
    (key) => `${String(key)}: ${typeof Object.getOwnPropertyDescriptor(object, key)?.value}`,
  );
}
