/** The items under each key, both in the order in which they first occur. (`Map.groupBy` is not in Node 20.) */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  let lastKey: K | undefined;
  let group: T[] | undefined;
  for (const item of items) {
    const key = keyOf(item);
    // Neighbours mostly share their key.
    if (group === undefined || key !== lastKey) {
      group = groups.get(key);
      if (group === undefined) {
        group = [];
        groups.set(key, group);
      }
      lastKey = key;
    }
    group.push(item);
  }
  return groups;
}

/** As `groupBy`; items whose key is null belong to no group. */
export function groupByKnown<T, K>(items: Iterable<T>, keyOf: (item: T) => K | null): Map<K, T[]> {
  const groups = groupBy(items, keyOf);
  groups.delete(null);
  return groups as Map<K, T[]>;
}

/** The keys of the items, each once, in the order in which they first occur. */
export function distinct<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Set<K> {
  const keys = new Set<K>();
  let last: K | undefined;
  for (const item of items) {
    const key = keyOf(item);
    // Neighbours mostly share their key.
    if (key !== last || keys.size === 0) keys.add(key);
    last = key;
  }
  return keys;
}
