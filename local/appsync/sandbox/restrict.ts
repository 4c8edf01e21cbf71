/**
 * What APPSYNC_JS offers, as text that runs inside the sandbox's own realm. Everything else is taken away, so that code which
 * would fail on AWS fails here with the same kind of error ("Date is not defined", "x.includes is not a function").
 */

const keep = {
  globals: ['Object', 'String', 'Number', 'Math', 'Array', 'JSON', 'console', 'undefined', 'NaN', 'Infinity'],
  Object: ['assign', 'entries', 'hasOwn', 'keys', 'values', 'prototype', 'length', 'name'],
  String: ['raw', 'prototype', 'length', 'name'],
  Array: ['prototype', 'length', 'name'],
  Math: ['random', 'min', 'max', 'round', 'floor', 'ceil'],
  JSON: ['parse', 'stringify'],
  stringPrototype: [
    ...[
      'constructor',
      'length',
      'charAt',
      'concat',
      'endsWith',
      'indexOf',
      'lastIndexOf',
      'replace',
      'replaceAll',
    ],
    ...[
      'slice',
      'split',
      'startsWith',
      'toLowerCase',
      'toUpperCase',
      'trim',
      'trimStart',
      'trimEnd',
      'toString',
    ],
    'valueOf',
  ],
  arrayPrototype: [
    ...[
      'constructor',
      'length',
      'concat',
      'fill',
      'flat',
      'indexOf',
      'join',
      'lastIndexOf',
      'pop',
      'push',
      'reverse',
    ],
    ...[
      'shift',
      'slice',
      'sort',
      'splice',
      'unshift',
      'forEach',
      'map',
      'flatMap',
      'filter',
      'reduce',
      'reduceRight',
    ],
    ...['find', 'some', 'every', 'findIndex', 'findLast', 'findLastIndex'],
  ],
};

/**
 * A script that answers with two functions: `copy` brings plain data into the realm (so that nothing of the host's realm is
 * changed by a handler, and arrays have the realm's methods), `lock` takes away what modules need only while they load.
 */
export const restrictScript = `'use strict';
(() => {
  const keep = ${JSON.stringify(keep)};
  const { isArray } = Array;
  const { keys, getOwnPropertyNames, getOwnPropertyDescriptor, defineProperty } = Object;
  const TypeErrorOfRealm = TypeError;
  const includes = (list, name) => list.indexOf(name) !== -1;
  const drop = (target, allowed) => {
    for (const name of getOwnPropertyNames(target)) {
      if (!includes(allowed, name) && getOwnPropertyDescriptor(target, name).configurable) delete target[name];
    }
  };
  const nativeSort = Array.prototype.sort;
  const nativeParse = JSON.parse;
  const hide = (target, name, value) => defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  const refusePattern = (name) => {
    const native = String.prototype[name];
    const { apply } = Reflect;
    hide(String.prototype, name, function (...given) {
      if (typeof given[0] !== 'string') throw new TypeErrorOfRealm(name + ' takes a string: APPSYNC_JS has no regular expressions');
      return apply(native, this, given);
    });
  };
  const copy = (value) => {
    if (value === null || typeof value !== 'object') return value;
    if (isArray(value)) {
      const list = [];
      for (let i = 0; i < value.length; i += 1) list[i] = copy(value[i]);
      return list;
    }
    const object = {};
    const names = keys(value);
    for (let i = 0; i < names.length; i += 1) {
      if (names[i] !== '__proto__') object[names[i]] = copy(value[names[i]]);
    }
    return object;
  };
  refusePattern('replace');
  refusePattern('replaceAll');
  refusePattern('split');
  hide(Array.prototype, 'sort', function (...given) {
    if (given.length > 0) throw new TypeErrorOfRealm('sort takes no function in APPSYNC_JS');
    return nativeSort.call(this);
  });
  hide(JSON, 'parse', (text) => {
    try { return nativeParse(text); } catch { return ''; }
  });
  const realm = globalThis;
  const numbers = { isFinite: Number.isFinite, isNaN: Number.isNaN };
  drop(realm, keep.globals);
  const lock = () => {
    const targets = [[Math, keep.Math], [JSON, keep.JSON], [String, keep.String],
      [String.prototype, keep.stringPrototype], [Array, keep.Array], [Object, keep.Object]];
    hide(realm, 'Number', numbers);
    for (const [target, allowed] of targets) drop(target, allowed);
    drop(Array.prototype, keep.arrayPrototype);
  };
  return { copy, lock };
})()`;
