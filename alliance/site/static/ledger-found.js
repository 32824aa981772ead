/* What the search shows of a page: the sentence with the words in it, and chapters before registers. */
/* global Search, Scorer */
(function () {
  "use strict";

  var LONGEST = 260;
  var REGISTERS = ["book/data", "book/sources", "book/parameters"];
  var NO_PROSE = "script, .headerlink, .cell_input, details, .ledger-colophon, .ledger-whatif, .ledger-downloads";

  // A word in a register is one of thousands; a chapter that has it says something about it.
  Scorer.score = function (item) {
    var weight = item[0].indexOf("notebooks/") === 0 ? 4 : REGISTERS.indexOf(item[0]) !== -1 ? -4 : 0;
    return item[4] + weight;
  };

  /** Return what finds the words, which are stems, at the beginning of words. */
  function finder(stems) {
    var escaped = stems.map(function (stem) { return stem.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); });
    return new RegExp("(?<![\\p{L}\\p{N}])(" + escaped.join("|") + ")[\\p{L}\\p{N}]*", "giu");
  }

  /** Return how many different words stand in a text. */
  function count(text, pattern) {
    return new Set(Array.from(text.matchAll(pattern), function (found) { return found[1].toLowerCase(); })).size;
  }

  /** Return the first of the texts with the most of the words, nothing where none has any. */
  function best(texts, pattern) {
    return texts.reduce(function (kept, text) {
      var found = count(text, pattern);
      return found > kept.found ? { text: text, found: found } : kept;
    }, { text: "", found: 0 }).text;
  }

  function words(element) { return element.textContent.replace(/\s+/g, " ").trim(); }

  /** Return a sentence that fits: cut before its first word that is looked for, where it is too long. */
  function cut(sentence, pattern) {
    if (sentence.length <= LONGEST) { return sentence; }
    var at = sentence.search(pattern);
    var start = at > LONGEST / 2 ? sentence.lastIndexOf(" ", at - LONGEST / 3) + 1 : 0;
    var end = sentence.lastIndexOf(" ", start + LONGEST);
    return (start ? "… " : "") + sentence.slice(start, end) + (end < sentence.length ? " …" : "");
  }

  Search.makeSearchSummary = function (markup, stems) {
    var summary = document.createElement("p");
    summary.className = "context";
    var article = new DOMParser().parseFromString(markup, "text/html").querySelector("article");
    if (!article) { return summary; }
    article.querySelectorAll(NO_PROSE).forEach(function (element) { element.remove(); });
    var pattern = finder(Array.from(stems));
    // Prose first: a cell is shown only where no sentence has as many of the words.
    var blocks = Array.from(article.querySelectorAll("p, li, dd, dt")).concat(Array.from(article.querySelectorAll("td, th, caption")));
    var block = best(blocks.map(words), pattern) || words(article.querySelector("p") || article);
    var sentence = cut(best(block.split(/(?<=[.?!])\s+(?=\p{Lu})/u), pattern) || block, pattern);
    var from = 0;
    Array.from(sentence.matchAll(pattern)).forEach(function (found) {
      summary.append(sentence.slice(from, found.index));
      summary.appendChild(document.createElement("mark")).textContent = found[0];
      from = found.index + found[0].length;
    });
    summary.append(sentence.slice(from));
    return summary;
  };
})();
