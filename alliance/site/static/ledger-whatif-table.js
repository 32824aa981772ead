/* The results of a what-if beside those of the site: what changed is listed, the rest stands behind a disclosure. */
window.LedgerWhatifTable = (function () {
  "use strict";

  var SIGNS = { up: "▲", down: "▼", other: "◆", same: "" };

  function element(name, text, attributes) {
    var made = document.createElement(name);
    made.textContent = text;
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }

  function line(row) {
    var made = element("tr", "", { "data-headline": row.name, "data-way": row.way });
    made.append(element("th", row.label + (row.period ? ", " + row.period : ""), { scope: "row" }));
    made.append(element("td", row.before, { "class": "number" }), element("td", row.now, { "class": "number whatif-now" }));
    var change = element("td", "", { "class": "number" });
    if (row.way !== "same") {
      change.append(element("span", SIGNS[row.way], { "aria-hidden": "true", "class": "whatif-way" }), " ", row.difference + (row.per_cent ? " (" + row.per_cent + ")" : ""));
    }
    made.append(change);
    return made;
  }

  function table(caption, rows, own) {
    var made = element("table", "", { "class": "ledger whatif-headlines" });
    var head = element("tr", "");
    ["Result", own.charAt(0).toUpperCase() + own.slice(1), "Now", "Change"].forEach(function (text, index) {
      head.append(element("th", text, index ? { scope: "col", "class": "number" } : { scope: "col" }));
    });
    var parts = [element("thead", ""), element("tbody", "")];
    parts[0].append(head);
    rows.forEach(function (row) { parts[1].append(line(row)); });
    made.append(element("caption", caption), parts[0], parts[1]);
    return made;
  }

  /** Write the tables for rows of results into a box; the disclosure stays as the reader left it. */
  return function (box, rows, own) {
    var before = box.querySelector("details");
    var changed = rows.filter(function (row) { return row.way !== "same"; });
    var same = rows.filter(function (row) { return row.way === "same"; });
    var parts = changed.length ? [table("Results that change: " + changed.length + " of " + rows.length, changed, own)] : [element("p", "No result changes.")];
    if (same.length) {
      var rest = element("details", "");
      rest.open = Boolean(before && before.open);
      rest.append(element("summary", same.length + " results that do not change"));
      var fill = function () { if (rest.open && !rest.querySelector("table")) { rest.append(table("Results that do not change", same, own)); } };
      rest.addEventListener("toggle", fill);
      fill();
      parts.push(rest);
    }
    box.replaceChildren.apply(box, parts);
  };
})();
