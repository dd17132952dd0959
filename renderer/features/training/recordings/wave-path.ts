/** One leg's wave as an SVG path: a bar up and down for each column. `columns` wide, 2 × `half` high, its middle at `middle`. */
export function wavePath(peaks: Uint8Array, columns: number, middle: number, half: number): string {
  const parts: string[] = [];
  const each = peaks.length / columns;
  for (let column = 0; column < columns; column += 1) {
    let peak = 0;
    for (let at = Math.floor(column * each); at < Math.max(column * each + 1, (column + 1) * each); at += 1)
      peak = Math.max(peak, peaks[Math.floor(at)] ?? 0);
    if (peak === 0) continue;
    // By ear, not by volt: half as loud is not a quarter of the height.
    const reach = Math.max(0.75, half * Math.sqrt(peak / 255));
    parts.push(`M${column + 0.5} ${(middle - reach).toFixed(1)}v${(2 * reach).toFixed(1)}`);
  }
  return parts.join('');
}
