/**
 * Whole seconds since a moment in milliseconds since the epoch, counted while the component that asks is there; the count
 * stands still while the moment is undefined. To be called while a component starts.
 */
export function elapsedSeconds(since: () => number | undefined): () => number {
  let seconds = $state(0);
  $effect(() => {
    const from = since();
    if (from === undefined) return;
    const count = () => {
      seconds = Math.max(0, Math.floor((Date.now() - from) / 1000));
    };
    count();
    const timer = setInterval(count, 250);
    return () => clearInterval(timer);
  });
  return () => seconds;
}
