import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './Chart.module.css';

export interface ChartLine {
  readonly label: string;
  readonly look: 'ideal' | 'actual';
  readonly points?: boolean;
}

interface ChartProps {
  /** What a screen reader says of it. */
  readonly label: string;
  readonly lines: readonly ChartLine[];
  /** x values, then the values of each line. */
  readonly data: uPlot.AlignedData;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  readonly xLabel: (value: number) => string;
  readonly yLabel: (value: number) => string;
  /** Where the y axis has its marks. */
  readonly yTicks: readonly number[];
  /** The same for x; chosen by uPlot where absent. */
  readonly xTicks?: readonly number[];
}

/** A line chart on a canvas, as large as its place, in the colours of the theme. */
export function Chart({ label, lines, data, xRange, yRange, xLabel, yLabel, yTicks, xTicks }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ data, xRange, yRange, xLabel, yLabel, yTicks, xTicks, lines });
  useEffect(() => {
    latest.current = { data, xRange, yRange, xLabel, yLabel, yTicks, xTicks, lines };
    plot.current?.setData(data);
  });

  useEffect(() => {
    const node = place.current;
    if (!node) return;
    // A canvas knows no custom properties: the style sheet puts the theme's colours where they are computed.
    const style = getComputedStyle(node);
    const axis = { font: `11px ${style.fontFamily}`, stroke: () => style.color };
    const faint = { stroke: () => style.borderTopColor, width: 1 };
    const chart = new uPlot(
      {
        width: Math.max(80, node.clientWidth),
        height: Math.max(60, node.clientHeight),
        legend: { show: false },
        cursor: { show: false },
        padding: [8, 12, 0, 0],
        scales: {
          x: { time: false, range: () => [...latest.current.xRange] },
          y: { range: () => [...latest.current.yRange] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            ticks: { ...faint, size: 4 },
            size: 24,
            gap: 2,
            values: (_, values) => values.map((value) => latest.current.xLabel(value)),
            ...(latest.current.xTicks && { splits: () => [...(latest.current.xTicks ?? [])] }),
          },
          {
            ...axis,
            grid: faint,
            ticks: { show: false },
            size: 36,
            gap: 4,
            splits: () => [...latest.current.yTicks],
            values: (_, values) => values.map((value) => latest.current.yLabel(value)),
          },
        ],
        series: [
          {},
          ...latest.current.lines.map(({ label: name, look, points = false }) => ({
            label: name,
            stroke: () => (look === 'actual' ? style.caretColor : style.color),
            width: look === 'actual' ? 2 : 1,
            ...(look === 'ideal' && { dash: [4, 4] }),
            points: { show: points, size: 7, fill: () => style.caretColor },
          })),
        ],
      },
      latest.current.data,
      node,
    );
    plot.current = chart;

    const resized = new ResizeObserver(() => chart.setSize({ width: node.clientWidth, height: node.clientHeight }));
    resized.observe(node);
    const themes = [matchMedia('(prefers-color-scheme: dark)'), matchMedia('(forced-colors: active)')];
    const repaint = () => chart.redraw(false);
    for (const theme of themes) theme.addEventListener('change', repaint);
    return () => {
      resized.disconnect();
      for (const theme of themes) theme.removeEventListener('change', repaint);
      chart.destroy();
      plot.current = null;
    };
  }, []);

  return <div ref={place} role="img" aria-label={label} className={styles['chart']} />;
}
