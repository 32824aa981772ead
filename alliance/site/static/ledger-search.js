/* The search page: the index, which is the heaviest file here, is loaded when there is something to look for. */
/* global Search */
(function () {
  "use strict";

  // Sphinx's search asks for this; the marks it would leave in other pages need a script there.
  window.SPHINX_HIGHLIGHT_ENABLED = false;
  var index = new URL(document.currentScript.dataset.index, document.baseURI).href;
  var loaded = false;

  function load() {
    if (!loaded) { loaded = true; Search.loadIndex(index); }
  }

  if (new URLSearchParams(window.location.search).get("q")) { load(); }
  document.querySelectorAll('input[name="q"]').forEach(function (field) { field.addEventListener("input", load); });
  var own = document.querySelector(".shell-search-page input");
  if (window.matchMedia("(hover: hover)").matches) { own.focus(); }
})();
