/** Lets one piece of work in at a time, in the order in which they came. */
export class InTurn {
  private free = Promise.resolve();

  /** Waits for its turn. Returns how to end it, which may be called again. */
  async enter(): Promise<() => void> {
    const before = this.free;
    let leave = () => {};
    this.free = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    return leave;
  }
}
