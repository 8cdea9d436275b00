"use strict";
// Each heading of a table sorts its rows: upwards, downwards, and as they were.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const asWritten = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  const valueOf = (row, place) => {
    const cell = row.cells[place];
    return "value" in cell.dataset ? cell.dataset.value : cell.textContent;
  };
  const compared = (one, other) => {
    const [left, right] = [Number(one), Number(other)];
    if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
    return one.localeCompare(other, "en-GB", { numeric: true });
  };
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = "Sort by this column";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: "none" }[head.getAttribute("aria-sort")] || "ascending";
      for (const each of heads) each.removeAttribute("aria-sort");
      const rows = asWritten.slice();
      if (next !== "none") {
        head.setAttribute("aria-sort", next);
        // Where there is no number, a row stands last either way.
        const empty = (row) => valueOf(row, place) === "–";
        rows.sort((one, other) => {
          if (empty(one) || empty(other)) return empty(one) - empty(other);
          const order = compared(valueOf(one, place), valueOf(other, place));
          return next === "ascending" ? order : -order;
        });
      }
      body.append(...rows);
    });
  });
}
