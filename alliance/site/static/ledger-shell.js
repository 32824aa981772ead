/* Comforts of the page's frame. Without this script every page is complete. */
(function () {
  "use strict";

  function all(selector) { return Array.from(document.querySelectorAll(selector)); }

  /** A menu laid over the page closes once a place on the page is chosen. */
  all("[popover]").forEach(function (menu) {
    menu.addEventListener("click", function (event) {
      if (event.target.closest("a") && menu.matches(":popover-open")) { menu.hidePopover(); }
    });
  });

  /** The contents mark the section that is being read. */
  function followSections() {
    var links = new Map();
    all(".shell-contents a").forEach(function (link) {
      var section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (section) { links.set(section, link); }
    });
    var shown = new Set();
    var observer = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) { if (entry.isIntersecting) { shown.add(entry.target); } else { shown.delete(entry.target); } });
      var current = Array.from(links.keys()).filter(function (section) { return shown.has(section); }).pop();
      links.forEach(function (link, section) {
        if (section === current) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
      });
    }, { rootMargin: "-15% 0px -70% 0px" });
    links.forEach(function (link, section) { observer.observe(section); });
  }

  /** What is wider than its place can be scrolled with the keyboard. */
  function reachScrollers() {
    all("pre, .ledger-math").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) { box.tabIndex = 0; } else { box.removeAttribute("tabindex"); }
    });
  }

  function addCopyButtons() {
    all("div.highlight > pre, .ledger-colophon pre").forEach(function (box) {
      var button = Object.assign(document.createElement("button"), { type: "button", className: "shell-copy", textContent: "Copy" });
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(box.textContent.trimEnd()).then(function () {
          button.textContent = "Copied";
          setTimeout(function () { button.textContent = "Copy"; }, 2000);
        });
      });
      box.parentElement.classList.add("shell-copied");
      box.before(button);
    });
  }

  /** On paper nothing can be unfolded: all but code is. */
  function unfoldForPrint() {
    var closed = [];
    window.addEventListener("beforeprint", function () {
      closed = all(".bd-article details:not([open], .hide)");
      closed.forEach(function (box) { box.open = true; });
    });
    window.addEventListener("afterprint", function () { closed.forEach(function (box) { box.open = false; }); });
  }

  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      var field = all(".shell-search input").find(function (input) { return input.offsetParent; });
      if (field) { event.preventDefault(); field.focus(); } else { document.querySelector(".shell-search-link").click(); }
    }
  });
  if (navigator.clipboard) { addCopyButtons(); }
  unfoldForPrint();
  // Both ask where things stand: once the page is drawn, so that its first sight does not wait for them.
  window.addEventListener("load", function () {
    setTimeout(followSections);
    setTimeout(reachScrollers);
    window.addEventListener("resize", reachScrollers);
  });
})();
