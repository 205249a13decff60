import jsonata from 'jsonata';

/** A function of JSONata as its environment holds it. */
interface NativeFunction {
  implementation(...values: unknown[]): unknown;
}

const found = new Map<string, Promise<NativeFunction>>();

/** JSONata's own function of this name, which another takes the place of. */
export function native(name: string): Promise<NativeFunction> {
  let known = found.get(name);
  if (!known) found.set(name, (known = jsonata(`$${name}`).evaluate({}) as Promise<NativeFunction>));
  return known;
}

export async function callNative(name: string, focus: unknown, ...values: unknown[]): Promise<unknown> {
  return (await native(name)).implementation.apply(focus, values);
}
