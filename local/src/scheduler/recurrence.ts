/** When a schedule is due. */
export interface Recurrence {
  /** The first instant after the given one; undefined when there is none any more. */
  next(after: Date): Date | undefined;
}

/** A schedule's bounds; the instants themselves belong to it. */
export interface Bounds {
  start?: Date;
  end?: Date;
}

/** The instants of a recurrence within bounds. */
export function within(recurrence: Recurrence, { start, end }: Bounds): Recurrence {
  return {
    next(after) {
      const earliest = start && start > after ? new Date(start.getTime() - 1) : after;
      const next = recurrence.next(earliest);
      return next && end && next > end ? undefined : next;
    },
  };
}
