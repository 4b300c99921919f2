import type uPlot from 'uplot';
import { chartLook } from './chart-look.ts';

/** One line of a chart. */
export interface ChartSeries {
  key: string | number;
  label: string;
  /** Lines of one unit share an axis; the first unit's is at the left, the second's at the right. */
  unit: string;
  /** One a time of the chart. Null: a gap; undefined: nothing was expected at that time. */
  values: readonly (number | null | undefined)[];
  /** Position among all lines: its colour and dashes. */
  look: number;
  /** The axis reaches down to zero: rates. */
  fromZero?: boolean | undefined;
}

/** Something that happened at a time. */
export interface ChartMark {
  /** Milliseconds since the epoch. */
  at: number;
  label: string;
  tone: 'warning' | 'note';
}

/** What is drawn with, as a canvas takes it: tokens are resolved, `light-dark()` and all. */
export interface ChartColours {
  font: string;
  text: string;
  line: string;
  warning: string;
  note: string;
  of: (token: string) => string;
}

/** Reads the tokens as they are for an element now. */
export function readColours(element: HTMLElement): ChartColours {
  const probe = document.createElement('span');
  element.append(probe);
  const of = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const tokens = [0, 1, 2, 3, 4, 5].map((position) => chartLook(position).token);
  const known = new Map(tokens.map((token) => [token, of(token)]));
  const colours: ChartColours = {
    font: `11px ${getComputedStyle(element).fontFamily}`,
    text: of('--text-muted'),
    line: of('--line'),
    warning: of('--warning'),
    note: of('--note'),
    of: (token) => known.get(token) ?? '',
  };
  probe.remove();
  return colours;
}

interface PlotInput {
  width: number;
  height: number;
  series: readonly ChartSeries[];
  colours: ChartColours;
  language: string;
  /** Milliseconds since the epoch. */
  range: () => [from: number, to: number];
  format: (value: number, unit: string) => string;
}

/** Milliseconds. */
const second = 1000;
const minute = 60_000;
const day = 86_400_000;

/** Times of the axis: as fine as their distance. */
function axisTimes(
  language: string,
): (plot: uPlot, splits: number[], axis: number, space: number, step: number) => string[] {
  const format = (fields: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { hourCycle: 'h23', ...fields });
  const parts = format({ minute: '2-digit', second: '2-digit', fractionalSecondDigits: 1 });
  const seconds = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const minutes = format({ hour: '2-digit', minute: '2-digit' });
  const days = format({ month: 'short', day: 'numeric' });
  return (_plot, splits, _axis, _space, step) =>
    splits.map((at) =>
      (step >= day ? days : step >= minute ? minutes : step >= second ? seconds : parts).format(Math.round(at)),
    );
}

/** Options of a plot with one axis a unit: the first at the left, the second at the right, others without. */
export function plotOptions({ width, height, series, colours, language, range, format }: PlotInput): uPlot.Options {
  const units = [...new Set(series.map(({ unit }) => unit))];
  const scaleOf = (unit: string) => `y${units.indexOf(unit)}`;
  const scales: uPlot.Scales = { x: { time: true, range } };
  for (const unit of units) {
    const fromZero = series.some((one) => one.unit === unit && one.fromZero === true);
    scales[scaleOf(unit)] = {
      range: { min: { pad: 0.08, soft: 0, mode: fromZero ? 1 : 2 }, max: { pad: 0.08, soft: 0, mode: 2 } },
    };
  }
  const look = { stroke: colours.text, font: colours.font, ticks: { stroke: colours.line, width: 1, size: 4 } };
  const grid = { stroke: colours.line, width: 1 };
  const axes: uPlot.Axis[] = [
    { ...look, grid, size: 28, space: 80, values: axisTimes(language) },
    ...units.slice(0, 2).map(
      (unit, index): uPlot.Axis => ({
        ...look,
        scale: scaleOf(unit),
        side: index === 0 ? 3 : 1,
        grid: index === 0 ? grid : { show: false },
        gap: 6,
        size: (_plot, values) => 14 + 6.4 * Math.max(4, ...(values ?? []).map((value) => value.length)),
        values: (_plot, splits) => splits.map((value) => format(value, unit)),
      }),
    ),
  ];
  return {
    width: Math.max(120, width),
    height: Math.max(100, height),
    ms: 1,
    padding: [8, units.length > 1 ? 0 : 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales,
    axes,
    series: [
      {},
      ...series.map(({ unit, look: position }): uPlot.Series => {
        const { token, dash } = chartLook(position);
        const stroke = colours.of(token);
        // Points are as full as the line: left to itself, uPlot fills them with white.
        const points = { size: 4, fill: stroke };
        return { scale: scaleOf(unit), stroke, width: 1.5, dash: [...dash], spanGaps: false, points };
      }),
    ],
  };
}

/** A dashed line for each mark in view, and its word where there is room for it. */
export function drawMarks(plot: uPlot, marks: readonly ChartMark[], colours: ChartColours): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  let taken = Number.NEGATIVE_INFINITY;
  ctx.save();
  ctx.font = colours.font.replace('11px', `${Math.round(11 * ratio)}px`);
  ctx.textBaseline = 'top';
  ctx.lineWidth = ratio;
  for (const { at, label, tone } of marks) {
    const x = Math.round(plot.valToPos(at, 'x', true)) + 0.5;
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = tone === 'warning' ? colours.warning : colours.note;
    ctx.fillStyle = ctx.strokeStyle;
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const width = ctx.measureText(label).width;
    if (x < taken) continue;
    const fits = x + width + 6 * ratio <= bbox.left + bbox.width;
    ctx.fillText(label, fits ? x + 4 * ratio : x - width - 4 * ratio, bbox.top + 2 * ratio);
    taken = x + width + 12 * ratio;
  }
  ctx.restore();
}
