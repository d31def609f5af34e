import type { Random } from "./random.ts";

/** What a caller's own getter throws here: it may pass through, and is no fault of the library. */
export class CallersOwnError extends Error {}

function refuse(): never {
  throw new CallersOwnError("thrown by the caller's getter");
}

/** The same value behind a proxy that throws when anything is read from it. */
export function throwing(target: object): object {
  return new Proxy(target, { get: refuse, has: refuse, ownKeys: refuse, getOwnPropertyDescriptor: refuse });
}

const NUMBERS: readonly number[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  1e308,
  -1e308,
  Number.MAX_VALUE,
  5e-324,
  -5e-324,
  2.2e-308,
  1e-160,
  1e160,
  -0,
  0,
  1,
  -1,
  2,
  3,
  0.5,
  0.999999999999,
  1 + Number.EPSILON,
  1e-9,
  -3.7,
  1e15,
  2 ** 31,
  2 ** 32,
  2 ** 40,
  2 ** 53,
  -(2 ** 53),
];

const STRINGS: readonly string[] = [
  "",
  " ",
  "x",
  "0",
  "1e308",
  "__proto__",
  "constructor",
  "toString",
  "length",
  "2020-01-01",
  "2020-02-30",
  "9999-12-31",
  "0000-00-00",
  "-271821-04-20",
  "\u0000",
  "\ud800",
  "a".repeat(5000),
  '{"__proto__":{"polluted":true}}',
];

const DEPTH = 20_000;

/** Deeper than a stack of calls. */
function nested(): unknown {
  let value: unknown = Object.freeze([]);
  for (let i = 0; i < DEPTH; i++) value = Object.freeze([value]);
  return value;
}

const deep = nested();

function circular(): object {
  const value: Record<string, unknown> = { estimate: 1 };
  value["self"] = value;
  return value;
}

const OBJECTS: readonly (() => unknown)[] = [
  () => [],
  () => ({}),
  () => Object.create(null),
  () => [Number.NaN],
  () => [null],
  () => ["1"],
  () => [[]],
  () => [1, 2, 3],
  () => new Array(5),
  () => new Array(2 ** 32 - 1),
  () => Object.assign([], { [2 ** 30]: 1 }),
  () => deep,
  circular,
  () => new Float64Array(0),
  () => new BigInt64Array(4),
  () => new Uint8Array(6),
  () => new DataView(new ArrayBuffer(8)),
  () => new Date(0),
  () => new Map([["estimate", 1]]),
  () => new Set([1]),
  () => /x/,
  () => new Number(3),
  () => new String("abc"),
  () => ({ length: 2 ** 53 }),
  () => ({ length: 2 ** 31 }),
  () => ({ length: -1 }),
  () => ({ length: Number.NaN }),
  () => ({ length: "3", 0: 1, 1: 2, 2: 3 }),
  () => ({ length: 3, 0: 1, 1: 2, 2: 3 }),
  () => ({ toString: null, valueOf: null }),
  () => ({ toJSON: refuse }),
  () => JSON.parse('{"__proto__":{"estimate":1},"constructor":1}'),
  () => throwing({}),
  () => throwing([]),
  () => Object.defineProperty({}, "length", { get: refuse }),
  () => () => 1,
  () => () => Number.NaN,
  () => Promise.resolve(1),
];

/** Anything but what was asked for. */
export function hostileValue(random: Random): unknown {
  const kind = random.next();
  if (kind < 0.45) return random.pick(NUMBERS);
  if (kind < 0.6) return random.pick([null, undefined]);
  if (kind < 0.7) return random.pick(STRINGS);
  if (kind < 0.8) return random.pick([true, false, Symbol("hostile"), Symbol.iterator, 10n, -(2n ** 70n)]);
  return random.pick(OBJECTS)();
}

export function hostileNumber(random: Random): number {
  return random.pick(NUMBERS);
}
