const HELD_BACK: unique symbol = Symbol('loopnest.heldBack');

/** The same options for a verification whose mail was sent a moment ago. */
export function withoutMail(options: object | undefined): object {
  return { ...options, [HELD_BACK]: true };
}

/** Whether nothing is to be sent. */
export function isHeldBack(options: object | undefined): boolean {
  return (options as { [HELD_BACK]?: true } | undefined)?.[HELD_BACK] === true;
}
