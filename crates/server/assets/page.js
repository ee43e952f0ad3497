// What pages do beyond what they say without a script: tables sort by a click on a heading, charts show the figures behind
// what is pointed at or stepped to by keyboard. Everything is there without it.
(function () {
  "use strict";

  // The number that a cell begins with; texts sort after numbers, empty cells last.
  function keyOf(cell) {
    var text = cell.textContent.trim().replace(/,/g, "").replace(/−/g, "-").replace(/^\+/, "");
    var number = parseFloat(text);
    if (text === "" || text === "—") { return { kind: 2, value: "" }; }
    return /^[-\d.]/.test(text) && !isNaN(number) ? { kind: 0, value: number } : { kind: 1, value: text };
  }

  function compare(a, b, sign) {
    if (a.kind !== b.kind) { return a.kind - b.kind; }
    if (a.kind === 0) { return sign * (a.value - b.value); }
    return sign * a.value.localeCompare(b.value, "zh");
  }

  function sortBy(table, heading, column) {
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows);
    var down = heading.getAttribute("aria-sort") === "descending";
    var sign = down ? 1 : -1;
    // A total stays where it stands.
    var totals = rows.filter(function (row) { return row.className === "total"; });
    var others = rows.filter(function (row) { return row.className !== "total"; });
    var keyed = others.map(function (row, place) { return { row: row, place: place, key: keyOf(row.cells[column]) }; });
    keyed.sort(function (a, b) { return compare(a.key, b.key, sign) || a.place - b.place; });
    keyed.map(function (one) { return one.row; }).concat(totals).forEach(function (row) { body.appendChild(row); });
    Array.prototype.forEach.call(heading.parentNode.cells, function (other) { other.removeAttribute("aria-sort"); });
    heading.setAttribute("aria-sort", down ? "ascending" : "descending");
  }

  function sortable(table) {
    var head = table.tHead && table.tHead.rows.length === 1 ? table.tHead.rows[0] : null;
    var body = table.tBodies[0];
    if (!head || !body || body.rows.length < 3 || table.hasAttribute("data-unsorted")) { return; }
    var even = Array.prototype.every.call(body.rows, function (row) { return row.cells.length === head.cells.length; });
    if (!even) { return; }
    Array.prototype.forEach.call(head.cells, function (heading, column) {
      if (heading.textContent.trim() === "") { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.title = "点击排序";
      while (heading.firstChild) { button.appendChild(heading.firstChild); }
      heading.appendChild(button);
      button.addEventListener("click", function () { sortBy(table, heading, column); });
    });
  }

  var told = null;

  function tell(mark, x, y) {
    if (!told) {
      told = document.createElement("div");
      told.className = "told";
      told.setAttribute("role", "status");
      document.body.appendChild(told);
    }
    told.textContent = mark.getAttribute("aria-label");
    told.hidden = false;
    var most = document.documentElement.clientWidth - told.offsetWidth - 8;
    told.style.left = Math.max(8, Math.min(x + 12, most)) + "px";
    told.style.top = (y + 14 + window.pageYOffset) + "px";
  }

  function still() { if (told) { told.hidden = true; } }

  function marked(mark) {
    // The title of the browser would stand beside ours.
    var title = mark.querySelector("title");
    if (title) { title.parentNode.removeChild(title); }
    mark.addEventListener("mousemove", function (event) { tell(mark, event.clientX, event.clientY); });
    mark.addEventListener("mouseleave", still);
    mark.addEventListener("focus", function () {
      var box = mark.getBoundingClientRect();
      tell(mark, box.left + box.width / 2, box.bottom);
    });
    mark.addEventListener("blur", still);
    mark.addEventListener("keydown", function (event) {
      var next = { ArrowDown: "nextElementSibling", ArrowRight: "nextElementSibling", ArrowUp: "previousElementSibling", ArrowLeft: "previousElementSibling" }[event.key];
      if (event.key === "Escape") { still(); }
      if (next && mark[next] && mark[next].focus) { mark[next].focus(); event.preventDefault(); }
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("table"), sortable);
  Array.prototype.forEach.call(document.querySelectorAll("svg .mark"), marked);
})();
