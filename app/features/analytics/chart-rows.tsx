import type { ChartTable } from "./chart-table.ts";

/** The rows of a chart; the first column names them. */
export function ChartRows({ table }: { table: ChartTable }) {
  const [first, ...rest] = table.headings;
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{first}</th>
          {rest.map((heading) => (
            <th key={heading} scope="col" className="number">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(({ shown: [name, ...cells] }) => (
          <tr key={name}>
            <th scope="row" dir="auto">
              {name}
            </th>
            {cells.map((cell, index) => (
              <td key={rest[index]} className="number">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
