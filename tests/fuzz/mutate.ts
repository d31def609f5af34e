import { hostileValue, throwing } from "./hostile-values.ts";
import { mutateNumbers } from "./mutate-numbers.ts";
import type { Random } from "./random.ts";

/** Longer lists are the huge lengths of an earlier mutation, with nothing in them. */
const LONGEST_LIST = 100_000;

type Keyed = Record<string | number, unknown>;

function copyOf(value: object): Keyed {
  return (Array.isArray(value) ? value.slice() : { ...value }) as Keyed;
}

/** A list, made hostile as a whole. The list itself is never written to. */
function mutateList(list: readonly unknown[], random: Random): unknown {
  const numbers = list.every((each): each is number => typeof each === "number");
  if (numbers && random.next() < 0.6) return mutateNumbers(list as readonly number[], random);
  switch (random.below(9)) {
    case 0:
      return [];
    case 1:
      return list.slice(0, 1);
    case 2:
      return list.slice(0, -1);
    case 3:
      return list.map(() => list[0]);
    case 4:
      return throwing(list.slice());
    case 5: {
      const sparse = list.slice();
      delete sparse[random.below(list.length + 1)];
      return sparse;
    }
    case 6:
      return [...list, ...list];
    case 7: // A length of its own, and nothing there.
      return Object.assign(list.slice(), { length: random.pick([list.length + 1, 2 ** 31, 2 ** 32 - 1]) });
    default:
      return Object.create(Object.freeze(list.slice()));
  }
}

function mutateObject(value: object, random: Random): unknown {
  const copy = copyOf(value);
  const keys = Object.keys(copy);
  switch (random.below(7)) {
    case 0:
      delete copy[random.pick(keys)];
      return copy;
    case 1:
      return throwing(copy);
    case 2: // Fields that are inherited, not own.
      return Object.create(copy);
    case 3:
      return { ...copy, unknown: hostileValue(random) };
    case 4: // One field in the place of another: a column that depends on another, a wrong shape.
      copy[random.pick(keys)] = copy[random.pick(keys)];
      return copy;
    case 5:
      copy[random.pick(["__proto__", "constructor", "toString", "length"])] = hostileValue(random);
      return copy;
    default: {
      const key = random.pick(keys);
      return Object.defineProperty(copy, key, { get: () => copyOf(value)[key], enumerable: random.next() < 0.5 });
    }
  }
}

function mutateHere(value: unknown, random: Random): unknown {
  if (random.next() < (Array.isArray(value) ? 0.25 : 0.6)) return hostileValue(random);
  if (Array.isArray(value)) return mutateList(value, random);
  if (value instanceof Float64Array) return mutateNumbers(Array.from(value), random);
  if (ArrayBuffer.isView(value)) return hostileValue(random);
  if (typeof value === "object" && value !== null && Object.keys(value).length > 0) return mutateObject(value, random);
  if (typeof value === "number") return random.pick([-value, value * 1e300, value / 1e300, value + 0.5, 1 / value]);
  if (typeof value === "string")
    return random.pick([
      "",
      value.slice(1),
      value.repeat(value.length < LONGEST_LIST ? 50 : 1),
      ` ${value}`,
      `${value}\u0000`,
    ]);
  return hostileValue(random);
}

/**
 * A copy of `value` with one place in it, at any depth, made hostile. What is not changed is shared, and stays frozen:
 * a library that writes to its input meets a TypeError.
 */
export function mutate(value: unknown, random: Random, depth = 0): unknown {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return mutateHere(value, random);
  let keys: string[] = [];
  try {
    if (Array.isArray(value) && value.length > LONGEST_LIST) return value;
    keys = Object.keys(value);
  } catch {
    return value; // A proxy of an earlier mutation.
  }
  if (keys.length === 0 || (depth > 0 && random.next() < (Array.isArray(value) ? 0.5 : 0.25)))
    return mutateHere(value, random);
  try {
    const copy = copyOf(value);
    const key = random.pick(keys);
    copy[key] = mutate(copy[key], random, depth + 1);
    return copy;
  } catch {
    return value;
  }
}

/** Arguments with up to three hostile places, one argument too few, or as they are. */
export function mutateArguments(valid: readonly unknown[], random: Random): unknown[] {
  const args = valid.slice();
  const times = random.pick([0, 1, 1, 1, 1, 2, 3]);
  for (let i = 0; i < times; i++) {
    const at = random.below(args.length + 1);
    if (at === args.length) args[at] = random.next() < 0.2 ? hostileValue(random) : undefined;
    else if (random.next() < 0.15) args[at] = hostileValue(random);
    else args[at] = mutate(args[at], random);
  }
  return random.next() < 0.03 ? args.slice(0, -1) : args;
}

/** Freezes plain objects and arrays all the way down; typed arrays cannot be, and what throws when read is left alone. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  try {
    Object.freeze(value);
    for (const each of Object.values(value)) deepFreeze(each);
  } catch {
    return value;
  }
  return value;
}
