/** Watches to be started, as they are typed. */
export interface WatchDraft {
  oids: string[];
  /** Seconds. */
  interval: string;
}

/** As in the contract. */
export const watchLimits = { interval: { min: 0.5, max: 86_400 }, objects: 50 } as const;

export function readWatchDraft(kept: unknown): WatchDraft {
  const draft = typeof kept === 'object' && kept !== null ? kept : {};
  const oids = 'oids' in draft && Array.isArray(draft.oids) ? draft.oids : [];
  return {
    oids: oids.filter((oid) => typeof oid === 'string' && oid.trim() !== '').slice(0, watchLimits.objects),
    interval: 'interval' in draft && typeof draft.interval === 'string' ? draft.interval : '5',
  };
}

/** Seconds between two polls, or undefined for what is no number or out of range. */
export function parseInterval(text: string): number | undefined {
  const value = /^\s*\d{1,6}([.,]\d{1,3})?\s*$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  const { min, max } = watchLimits.interval;
  return value >= min && value <= max ? value : undefined;
}
