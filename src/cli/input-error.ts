/** Bad input from the person at the terminal: the command ends with exit code 2 and this message, without a stack. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Exit code of commands that were given something they cannot work with. */
export const BAD_INPUT_EXIT_CODE = 2;
