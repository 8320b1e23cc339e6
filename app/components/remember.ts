const most = 100;

/**
 * Makes something once for each key, and keeps those asked for last. Formats take a millisecond and more to make, and a
 * page asks for them in every row; browsers name as many locales as they like.
 */
export function remember<Key extends string[], Made>(
  make: (...key: Key) => Made,
): (...key: Key) => Made {
  const known = new Map<string, Made>();
  return (...key) => {
    const name = key.join("\n");
    const made = known.get(name) ?? make(...key);
    known.delete(name);
    known.set(name, made);
    const [oldest] = known.size > most ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    return made;
  };
}
