/** How a line is told from the others: by a colour and, once the colours are used up, by its dashes too. */
export interface ChartLook {
  /** Name of the colour's token. */
  token: string;
  /** Pixels drawn and left out in turn; empty: drawn through. */
  dash: readonly number[];
}

const colours = 6;
const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 3]];

/** The look of the line at a position among all lines. */
export function chartLook(position: number): ChartLook {
  return {
    token: `--chart-${(position % colours) + 1}`,
    dash: dashes[Math.floor(position / colours) % dashes.length] ?? [],
  };
}
