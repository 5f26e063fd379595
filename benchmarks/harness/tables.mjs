/** A Markdown table, aligned so that it reads in a terminal as well. */
export function table(head, rows) {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column].length)))
  const line = (row) => '| ' + row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ') + ' |'
  const rule = '|' + widths.map((width, column) => '-'.repeat(width + 1) + (column === 0 ? '-' : ':')).join('|') + '|'
  return [line(head), rule, ...rows.map(line), '']
}

/** A number with so many digits, a dash for none. */
export function fixed(value, digits = 2) {
  return value === null || Number.isNaN(value) ? '–' : value.toFixed(digits)
}
