// SPDX-License-Identifier: Apache-2.0
// The list of modules: filters as they stand in the address, and counts of two properties for a picture of density. Pure.

export interface Filter {
  column: string;
  from?: number;
  to?: number;
  equal?: string;
}

/** "cgi:0.87..0.88,product:space": ranges and equalities. */
export function parseFilters(text: string | undefined): Filter[] {
  return (text ?? "")
    .split(",")
    .filter(Boolean)
    .flatMap((part): Filter[] => {
      const at = part.indexOf(":");
      if (at < 1) return [];
      const [column, value] = [part.slice(0, at), part.slice(at + 1)];
      const range = /^(-?[0-9.e+-]*?)\.\.(-?[0-9.e+-]*)$/i.exec(value);
      if (!range) return [{ column, equal: value }];
      const number = (words: string) => (words === "" || !Number.isFinite(Number(words)) ? undefined : Number(words));
      return [{ column, from: number(range[1]), to: number(range[2]) }];
    });
}

export function filtersText(filters: readonly Filter[]): string | undefined {
  const text = filters.map(({ column, from, to, equal }) => `${column}:${equal ?? `${from ?? ""}..${to ?? ""}`}`).join(",");
  return text || undefined;
}

/** Filters with one more; a column has one filter at most. */
export function withFilter(filters: readonly Filter[], filter: Filter): Filter[] {
  return [...filters.filter((item) => item.column !== filter.column), filter];
}

/** As the server wants them. */
export function filterQuery(filters: readonly Filter[]): Record<string, string | number> {
  const query: Record<string, string | number> = {};
  for (const { column, from, to, equal } of filters) {
    if (equal !== undefined) query[column] = equal;
    if (from !== undefined) query[`${column}.from`] = from;
    if (to !== undefined) query[`${column}.to`] = to;
  }
  return query;
}

export interface Density {
  x: number[];
  y: number[];
  counts: number[];
  xWidth: number;
  yWidth: number;
  most: number;
}

/** Rows [x, y, count] by lower edges. */
export function density(rows: readonly (readonly (string | number)[])[], xWidth: number, yWidth: number): Density {
  const counts = rows.map((row) => Number(row[2]));
  return {
    x: rows.map((row) => Number(row[0])),
    y: rows.map((row) => Number(row[1])),
    counts,
    xWidth,
    yWidth,
    most: counts.reduce((a, b) => Math.max(a, b), 0),
  };
}

/** Pearson's correlation from counts at the middles of buckets; NaN where one of the two does not vary. */
export function correlation({ x, y, counts }: Density): number {
  const all = counts.reduce((sum, value) => sum + value, 0);
  const mean = (list: number[]) => list.reduce((sum, value, at) => sum + value * counts[at], 0) / all;
  const [mx, my] = [mean(x), mean(y)];
  const product = (a: number[], b: number[], ma: number, mb: number) =>
    a.reduce((sum, value, at) => sum + counts[at] * (value - ma) * (b[at] - mb), 0);
  return product(x, y, mx, my) / Math.sqrt(product(x, x, mx, mx) * product(y, y, my, my));
}
