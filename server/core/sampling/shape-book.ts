import type { ShapeKind } from "../../contract/sample.ts";

/** Something a record can show: a value, a label, a link, an edge. Numbered in the order first seen. */
export interface Shape {
  readonly kind: ShapeKind;
  readonly words: string;
}

/**
 * Every shape seen so far. Its size depends on the plan and the inventory (fields, small value sets, labels, people),
 * not on the number of records.
 */
export interface ShapeBook {
  /** Number of the shape with this key; `words` is asked for the first time only. */
  number(kind: ShapeKind, key: string, words: () => string): number;
  shape(number: number): Shape;
  size(): number;
  /** Key of a shape: the same whatever the order in which records were seen. */
  keyOf(number: number): string;
}

/** An empty book. */
export function createShapeBook(): ShapeBook {
  const numbers = new Map<string, number>();
  const keys: string[] = [];
  const shapes: Shape[] = [];
  function at<T>(list: readonly T[], number: number): T {
    const found = list[number];
    if (found === undefined) throw new Error(`No shape ${number}`);
    return found;
  }
  return {
    number(kind, key, words) {
      const whole = `${kind} ${key}`;
      const known = numbers.get(whole);
      if (known !== undefined) return known;
      const number = shapes.length;
      numbers.set(whole, number);
      keys.push(whole);
      shapes.push({ kind, words: words() });
      return number;
    },
    shape: (number) => at(shapes, number),
    keyOf: (number) => at(keys, number),
    size: () => shapes.length,
  };
}

/** Looks a shape up the first time it is asked for: most shapes are asked for with every record. */
export function lazyShape(look: () => number): () => number {
  let number = -1;
  return () => {
    if (number < 0) number = look();
    return number;
  };
}
