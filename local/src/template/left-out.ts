/** What of a template is not served here: types that nothing serves, and single resources that cannot be. */
export interface LeftOut {
  /** Counts a resource of a type that nothing here serves: it has a name, and no more. */
  countUnserved(type: string): void;
  /**
   * Leaves a resource out, or part of it, for an error's reason.
   * @throws the error itself where the whole template must be served
   */
  leaveOut(resource: { logicalId: string; type: string; physicalId: string }, error: unknown): void;
  /** Why a resource was left out, by what `Ref` gives. */
  reasonOf(physicalId: string): string | undefined;
  /** A line for the types, and one for each resource. */
  lines(): string[];
}

/** @param partial whether what can be served is served, and the rest is left out */
export function createLeftOut(partial: boolean): LeftOut {
  const counts = new Map<string, number>();
  const reasons = new Map<string, { name: string; reason: string }>();
  return {
    countUnserved: (type) => void counts.set(type, (counts.get(type) ?? 0) + 1),
    leaveOut({ logicalId, type, physicalId }, error) {
      if (!partial) throw error;
      reasons.set(physicalId, { name: `${type} ${logicalId}`, reason: (error as Error).message });
    },
    reasonOf: (physicalId) => reasons.get(physicalId)?.reason,
    lines() {
      const single = [...reasons.values()].map(
        ({ name, reason }) => `not served: ${name} (${firstSentence(reason)})`,
      );
      const types = [...counts].sort().map(([type, count]) => `${type} (${count})`);
      return types.length === 0 ? single : [`not served: ${types.join(', ')}`, ...single];
    },
  };
}

const firstSentence = (text: string) => text.replace(/\. .*$/s, '').replace(/\.$/, '');
