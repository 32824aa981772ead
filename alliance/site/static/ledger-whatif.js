/* The what-if panel: controls, link and command of a chapter; results come from the book's own model in a worker. */
(function () {
  "use strict";

  var panel = document.querySelector(".ledger-whatif[data-stem]");
  if (!panel) { return; }
  var stem = panel.dataset.stem;
  var anchor = "#whatif-" + stem;
  var form = panel.querySelector("form");
  var loading = panel.querySelector(".whatif-loading");
  var problems = panel.querySelector(".whatif-problems");
  var status = panel.querySelector(".whatif-status");
  var results = panel.querySelector(".whatif-results");
  var command = results.querySelector("code");
  var fields = {};
  var given = {};
  var fromLink = [];
  var worker = null;
  var ready = false;
  var turn = 0;
  var asked = 0;
  var waiting = false;
  var redrawn = [];
  var telling = 0;
  var addressing = 0;

  function address(name) { return new URL(panel.dataset[name], document.baseURI).href; }

  function missing() {
    if (window.location.protocol === "file:") { return "This page was opened as a file, and a browser runs no model from one. Run make serve and open the address that it prints."; }
    if (typeof window.WebAssembly !== "object" || typeof window.Worker !== "function") { return "This browser has no WebAssembly, in which the model would run. All else on the page is complete."; }
    return "";
  }

  function slider(field) { return document.getElementById(field.id + "-slider"); }

  /** Put a value into a control, its slider with it. */
  function put(field, text) {
    field.value = text;
    var beside = slider(field);
    if (beside && /^[-+.\d]/.test(text) && isFinite(text)) { beside.value = text; }
    field.closest(".whatif-control").classList.toggle("whatif-changed", text !== field.dataset.own);
  }

  function items() {
    return Object.keys(given).map(function (name) { return name + "=" + given[name]; }).concat(fromLink);
  }

  /** Ask for results; while the model reckons, later changes wait, and only the last of them is asked for. */
  function ask() {
    turn += 1;
    if (!worker) { load(); }
    if (!ready || waiting) { return; }
    waiting = true;
    asked = turn;
    worker.postMessage({ kind: "ask", turn: asked, items: items() });
  }

  function load() {
    loading.hidden = false;
    worker = new window.Worker(address("worker"), { type: "module" });
    worker.onmessage = function (event) { heard(event.data); };
    worker.onerror = function () { broken("the worker could not be started"); };
    worker.postMessage({ kind: "open", python: address("python"), model: address("model"), chapter: address("chapter"), bytes: Number(panel.dataset.bytes) });
  }

  function heard(message) {
    if (message.kind === "progress") {
      loading.querySelector("progress").value = message.share;
    } else if (message.kind === "ready") {
      ready = true;
      loading.hidden = true;
      ask();
    } else if (message.kind === "answer") {
      waiting = false;
      // An answer that a later change has overtaken is not shown.
      if (message.turn === turn) { show(JSON.parse(message.answer)); } else { ask(); }
    } else {
      broken(message.message);
    }
  }

  function broken(message) {
    if (worker) { worker.terminate(); }
    worker = null;
    ready = waiting = false;
    loading.hidden = true;
    list("The model could not be loaded; the next change tries again.", [message]);
  }

  function list(heading, texts) {
    problems.replaceChildren();
    if (!texts.length) { return; }
    var items = document.createElement("ul");
    texts.forEach(function (text) {
      var item = document.createElement("li");
      item.textContent = text;
      items.append(item);
    });
    problems.append(heading, items);
  }

  function show(answer) {
    var faults = answer.problems || (answer.failed ? [{ text: "The model has no result for these values: " + answer.failed, names: [] }] : []);
    var named = [].concat.apply([], faults.map(function (fault) { return fault.names; }));
    Object.keys(fields).forEach(function (name) {
      if (named.indexOf(name) < 0) { fields[name].removeAttribute("aria-invalid"); } else { fields[name].setAttribute("aria-invalid", "true"); }
    });
    list(fromLink.length ? "This link cannot be used, and nothing of it was:" : "This cannot be used:", faults.map(function (fault) { return fault.text; }));
    results.classList.toggle("whatif-stale", faults.length > 0);
    if (faults.length) { fromLink = []; return; }
    if (fromLink.length) { accept(answer.items); }
    command.textContent = answer.command;
    say(answer.sentences);
    results.hidden = false;
    window.LedgerWhatifTable(results.querySelector(".whatif-table"), answer.headlines, panel.dataset.own);
    drawAll(answer.figures);
    panel.dataset.turn = String(turn);
    addressLater(answer.items);
    tellLater(answer.headlines);
  }

  /** Take over the values of a link that the model took. */
  function accept(pairs) {
    fromLink = [];
    pairs.forEach(function (pair) {
      given[pair[0]] = pair[1];
      put(fields[pair[0]], pair[1]);
      var more = fields[pair[0]].closest("details");
      if (more) { more.open = true; }
    });
  }

  /** Write the chapter's answer; what differs from the site's is bold. */
  function say(pieces) {
    var box = results.querySelector(".whatif-answer");
    box.replaceChildren.apply(box, pieces.map(function (piece) {
      var part = document.createElement(piece[1] ? "strong" : "span");
      part.textContent = piece[0];
      return part;
    }));
  }

  function drawAll(figures) {
    redrawn.forEach(function (name) { if (!figures[name]) { window.LedgerCharts.restore(name); } });
    redrawn = Object.keys(figures);
    redrawn.forEach(function (name) { window.LedgerCharts.show(name, figures[name].rows, figures[name].title, figures[name].swaps); });
    // The list of figures that follow names each by its title, which follows as well.
    results.querySelectorAll(".whatif-follow a").forEach(function (link) {
      var figure = figures[link.hash.replace("#fig-", "")];
      link.dataset.own = link.dataset.own || link.textContent;
      link.textContent = figure ? figure.title : link.dataset.own;
    });
  }

  function linkTo(pairs) {
    var query = new URLSearchParams(pairs).toString();
    return anchor + (query ? "?" + query : "");
  }

  /** Browsers refuse an address that changes too often, and a slider changes fast. */
  function addressLater(pairs) {
    window.clearTimeout(addressing);
    addressing = window.setTimeout(function () {
      window.history.replaceState(window.history.state, "", linkTo(pairs));
    }, 300);
    panel.dataset.link = new URL(linkTo(pairs), window.location.href).href;
  }

  /** Say in one sentence what changed, once the reader has stopped. */
  function tellLater(headlines) {
    window.clearTimeout(telling);
    telling = window.setTimeout(function () {
      var changed = headlines.filter(function (row) { return row.way !== "same"; });
      var first = changed[0];
      status.textContent = changed.length === 0 ? "All " + headlines.length + " results are " + panel.dataset.own + "."
        : changed.length + " of " + headlines.length + " results change. " + first.label + (first.period ? ", " + first.period : "") + ": " + first.now + ", " + panel.dataset.own + " " + first.before + ".";
    }, 500);
  }

  /** Put every control back to the site's own values. */
  function clear() {
    given = {};
    fromLink = [];
    Object.keys(fields).forEach(function (name) {
      put(fields[name], fields[name].dataset.own);
      fields[name].removeAttribute("aria-invalid");
    });
  }

  function restore() {
    clear();
    list("", []);
    if (worker) { ask(); } else { window.history.replaceState(window.history.state, "", anchor); }
  }

  /** Read the values in the address, where it is a link to this panel that has some. */
  function readLink() {
    var hash = window.location.hash;
    if (hash.slice(0, anchor.length + 1) !== anchor + "?") { return; }
    clear();
    new URLSearchParams(hash.slice(anchor.length + 1)).forEach(function (value, name) { fromLink.push(name + "=" + value); });
    panel.closest("section").scrollIntoView();
    ask();
  }

  function copy(button) {
    var text = button.dataset.copy === "link" ? panel.dataset.link : command.textContent;
    window.navigator.clipboard.writeText(text).then(function () { status.textContent = "Copied."; }, function () { status.textContent = "The browser did not let the page copy: " + text; });
  }

  function changed(field, text) {
    fromLink = [];
    given[field.name] = text;
    put(field, text);
    ask();
  }

  var lack = missing();
  if (lack) {
    var note = panel.querySelector(".whatif-missing");
    note.textContent = lack;
    note.hidden = false;
    return;
  }
  form.querySelectorAll("[name]").forEach(function (field) { fields[field.name] = field; });
  form.addEventListener("input", function (event) {
    var target = event.target;
    if (target.dataset.for) { changed(document.getElementById(target.dataset.for), target.value); } else if (target.name) { changed(target, target.value); }
  });
  form.addEventListener("reset", function (event) { event.preventDefault(); restore(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  panel.addEventListener("click", function (event) { if (event.target.dataset.copy) { copy(event.target); } });
  window.addEventListener("hashchange", readLink);
  form.querySelector("fieldset").disabled = false;
  readLink();
})();
