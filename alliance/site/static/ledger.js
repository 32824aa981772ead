/* Charts become interactive when a reader first touches one. Until then, and where this fails, the picture stays. */
(function () {
  "use strict";

  var script = document.currentScript;
  var bundle = new URL(script.dataset.vega, script.src).href;
  var loading = null;
  var charts = [];

  /** Return a promise of the Vega bundle; it is loaded once, and asked for again after a failure. */
  function vega() {
    loading = loading || new Promise(function (resolve, reject) {
      var tag = document.createElement("script");
      tag.src = bundle;
      tag.onload = function () { resolve(window.LedgerVega); };
      tag.onerror = function () { loading = null; tag.remove(); reject(new Error("not loaded")); };
      document.head.append(tag);
    });
    return loading;
  }

  function theme() {
    return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
  }

  /** Return a specification in which every value that a pair names first is the one it names second: the order of an axis, a list of names. */
  function swapped(value, pairs) {
    if (!pairs.length || value === null || typeof value !== "object") { return value; }
    var text = JSON.stringify(value);
    var pair = pairs.find(function (item) { return JSON.stringify(item[0]) === text; });
    if (pair) { return pair[1]; }
    if (Array.isArray(value)) { return value.map(function (item) { return swapped(item, pairs); }); }
    var made = {};
    Object.keys(value).forEach(function (key) { made[key] = swapped(value[key], pairs); });
    return made;
  }

  /** Return a chart's complete specification for the layout and theme of this moment. */
  function specification(chart, themes) {
    var content = JSON.parse(chart.json.textContent);
    var spec = swapped(content[chart.phone.matches ? "narrow" : "wide"], chart.swaps);
    var own = spec.config || {};
    var config = Object.assign({}, themes[theme()]);
    Object.keys(own).forEach(function (key) { config[key] = Object.assign({}, config[key], own[key]); });
    return Object.assign(spec, { config: config, datasets: { data: chart.rows || content.data } });
  }

  /** Draw a chart over its picture, which keeps its place: nothing on the page moves. */
  function draw(chart) {
    var turn = ++chart.turn;
    var live = document.createElement("div");
    live.className = "ledger-live";
    live.setAttribute("aria-hidden", "true");
    return vega().then(function (library) {
      return library.embed(live, specification(chart, library.themes), {
        mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false, logLevel: 1,
        tooltip: { disableDefaultStyle: true }
      });
    }).then(function (result) {
      if (turn !== chart.turn) { result.finalize(); return; }
      if (chart.result) { chart.result.finalize(); chart.live.remove(); }
      chart.result = result;
      chart.live = live;
      chart.box.append(live);
      chart.figure.dataset.state = "interactive";
    }).catch(function () {
      if (turn === chart.turn && !chart.result) { chart.figure.dataset.state = "static"; }
    });
  }

  function touch(chart) {
    if (chart.figure.dataset.state === "static") {
      chart.figure.dataset.state = "loading";
      draw(chart);
    }
  }

  function redraw() {
    charts.forEach(function (chart) { if (chart.figure.dataset.state !== "static") { draw(chart); } });
  }

  function prepare(figure) {
    var box = figure.querySelector(".ledger-chart");
    var phone = window.matchMedia(figure.querySelector("source").media);
    var chart = { figure: figure, box: box, phone: phone, json: figure.querySelector(".ledger-spec"), turn: 0, result: null, live: null, rows: null, swaps: [] };
    charts.push(chart);
    chart.title = figure.querySelector(".ledger-title").firstChild;
    chart.found = chart.title.data;
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", box.dataset.alt);
    box.tabIndex = 0;
    box.addEventListener("pointerdown", function () { touch(chart); });
    box.addEventListener("pointerenter", function (event) { if (event.pointerType === "mouse") { touch(chart); } });
    box.addEventListener("focus", function () { touch(chart); });
    box.addEventListener("keydown", function () { touch(chart); });
    phone.addEventListener("change", redraw);
  }

  /** Give a chart other rows, another title and other lists, or its own again where `rows` is null; it is drawn where it was a picture. */
  function give(name, rows, title, swaps) {
    var chart = charts.find(function (item) { return item.figure.id === "fig-" + name; });
    if (!chart || (!rows && !chart.rows)) { return Promise.resolve(); }
    var alike = JSON.stringify(swaps) === JSON.stringify(chart.swaps);
    chart.rows = rows;
    chart.swaps = swaps;
    chart.title.data = title || chart.found;
    chart.figure.classList.toggle("ledger-tried", Boolean(rows));
    chart.box.setAttribute("aria-label", chart.box.dataset.alt + (rows ? " Drawn under the assumptions tried on this page: " + title + "." : ""));
    if (chart.figure.dataset.state === "interactive" && alike) {
      return chart.result.view.data("data", rows || JSON.parse(chart.json.textContent).data).runAsync();
    }
    if (!chart.result) { chart.figure.dataset.state = "loading"; }
    return draw(chart);
  }

  document.querySelectorAll(".ledger-figure").forEach(prepare);
  /* What the what-if panel draws with; names are those of figures. */
  window.LedgerCharts = { show: give, restore: function (name) { return give(name, null, "", []); } };
  new MutationObserver(redraw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
})();
