/* A long table can be narrowed down and sorted in the page. Without this script it is complete, in its own order. */
(function () {
  "use strict";

  function make(name, properties, parent) {
    var element = Object.assign(document.createElement(name), properties);
    if (parent) { parent.append(element); }
    return element;
  }

  function text(row, column) { return row.cells[column].textContent; }

  /** Compare two cells as numbers where both are numbers, else as words. */
  function compare(one, other) {
    var numbers = [one, other].map(function (value) { return parseFloat(value.replace(/,/g, "").replace("−", "-")); });
    return numbers.some(isNaN) ? one.localeCompare(other, "en", { numeric: true }) : numbers[0] - numbers[1];
  }

  function prepare(box) {
    var table = box.querySelector("table");
    var body = table.tBodies[0];
    var rows = Array.from(body.rows);
    var heads = Array.from(table.tHead.rows[0].cells);
    var controls = make("div", { className: "ledger-filters" });
    box.prepend(controls);

    function labelled(title, element) {
      var label = make("label", { textContent: title }, controls);
      label.append(element);
      return element;
    }

    var choices = box.dataset.filters.split(",").map(Number).map(function (column) {
      var select = labelled(heads[column].textContent, make("select", {}));
      make("option", { value: "", textContent: "All" }, select);
      Array.from(new Set(rows.map(function (row) { return text(row, column); }))).forEach(function (value) {
        make("option", { value: value, textContent: value }, select);
      });
      return { column: column, select: select };
    });
    var words = labelled("Words", make("input", { type: "search" }));
    var count = make("output", { className: "ledger-count" }, controls);

    function narrow() {
      var wanted = words.value.trim().toLowerCase().split(/\s+/);
      var left = rows.filter(function (row) {
        var kept = choices.every(function (choice) { return !choice.select.value || text(row, choice.column) === choice.select.value; }) &&
          wanted.every(function (word) { return row.textContent.toLowerCase().indexOf(word) !== -1; });
        row.hidden = !kept;
        return kept;
      });
      count.textContent = left.length + " of " + rows.length;
    }

    /** Bring into view the row that the address names, though the fields have hidden it. */
    function showNamed() {
      var name = decodeURIComponent(window.location.hash.slice(1));
      var row = rows.find(function (item) { return item.id && item.id === name; });
      if (row && row.hidden) {
        choices.forEach(function (choice) { choice.select.value = ""; });
        words.value = "";
        narrow();
        row.scrollIntoView();
      }
    }

    function sort(column, head) {
      var down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.sort(function (one, other) { return (down ? -1 : 1) * compare(text(one, column), text(other, column)); });
      body.append.apply(body, rows);
    }

    heads.forEach(function (head, column) {
      var button = make("button", { type: "button", textContent: head.textContent });
      head.replaceChildren(button);
      button.addEventListener("click", function () { sort(column, head); });
    });
    choices.forEach(function (choice) { choice.select.addEventListener("change", narrow); });
    words.addEventListener("input", narrow);
    window.addEventListener("hashchange", showNamed);
    // A link to where the address leads already changes no address.
    document.addEventListener("click", function (event) { if (event.target.closest("a[href*='#']")) { window.setTimeout(showNamed); } });
    narrow();
  }

  document.querySelectorAll(".ledger-table[data-filters]").forEach(prepare);
})();
