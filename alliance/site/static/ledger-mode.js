/* Which colours the page shows: the reader's choice, else the system's. Runs before the page is drawn, so that it never flashes. */
(function () {
  "use strict";

  var root = document.documentElement;
  var system = window.matchMedia("(prefers-color-scheme: dark)");
  var words = { auto: "as the system", light: "light", dark: "dark" };
  var next = { auto: "light", light: "dark", dark: "auto" };
  var mode = "auto";
  // Storage may be closed to the page; the choice then lasts as long as the page.
  try { mode = localStorage.getItem("mode") || mode; } catch (refused) { }
  if (!words[mode]) { mode = "auto"; }

  function show() {
    root.dataset.mode = mode;
    root.dataset.theme = mode !== "auto" ? mode : system.matches ? "dark" : "light";
    var button = document.querySelector(".shell-mode");
    if (button) { button.setAttribute("aria-label", "Colours: " + words[mode]); button.title = "Colours: " + words[mode]; }
  }

  root.classList.add("js");
  show();
  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", function (event) {
    if (!event.target.closest(".shell-mode")) { return; }
    mode = next[mode];
    try { localStorage.setItem("mode", mode); } catch (refused) { }
    show();
  });
})();
