// A search result names a place on its page: go there, without asking for the page again.
(function () {
  "use strict";
  var asked = new URLSearchParams(location.search);
  var place = asked.get("at");
  if (!place) return;
  asked.delete("at");
  history.replaceState(null, "", location.pathname + (asked.size ? "?" + asked : ""));
  location.replace("#" + place);
})();

// The language menu stays at the claim that is being read, and keeps the ledger's filter.
document.addEventListener("click", function (event) {
  var link = event.target.closest && event.target.closest(".md-select__link[hreflang]");
  if (link) link.href = link.href.split(/[?#]/)[0] + location.search + location.hash;
});

// A claim's permanent link, copied at a click. Without JavaScript it is an ordinary link.
document.addEventListener("click", function (event) {
  var link = event.target.closest && event.target.closest("a.permalink");
  if (!link || !navigator.clipboard || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  navigator.clipboard.writeText(link.href).then(
    function () {
      link.classList.add("copied");
      setTimeout(function () {
        link.classList.remove("copied");
      }, 1500);
    },
    function () {
      location.href = link.href;
    }
  );
});

// The ledger's filter. Without JavaScript the whole table stands there.
(function () {
  "use strict";
  var ledger = document.querySelector(".ledger");
  if (!ledger) return;
  var bar = ledger.querySelector(".ledger__filter");
  var buttons = Array.prototype.slice.call(bar.querySelectorAll("button"));
  var select = bar.querySelector("select");
  var rows = Array.prototype.slice.call(ledger.querySelectorAll("tbody tr"));
  var text = bar.querySelector("input");
  var none = ledger.querySelector(".ledger__none");

  function state() {
    var asked = new URLSearchParams(location.search);
    function of(key) {
      return asked.get(key) || "";
    }
    return { verdict: of("verdict"), question: of("question"), text: of("text") };
  }

  function show(wanted) {
    var shown = 0;
    var verdicts = wanted.verdict.split(","); // a link may ask for several
    var words = wanted.text.toLowerCase().split(/\s+/);
    rows.forEach(function (row) {
      var says = row.textContent.toLowerCase();
      var fits =
        (!wanted.verdict || verdicts.indexOf(row.dataset.verdict) >= 0) &&
        (!wanted.question || row.dataset.question === wanted.question) &&
        words.every(function (word) {
          return says.indexOf(word) >= 0;
        });
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String(verdicts.indexOf(button.dataset.verdict) >= 0));
    });
    select.value = wanted.question;
    if (text.value !== wanted.text) text.value = wanted.text;
    none.hidden = shown > 0;
  }

  function change(part) {
    var wanted = Object.assign(state(), part);
    var asked = new URLSearchParams();
    Object.keys(wanted).forEach(function (key) {
      if (wanted[key]) asked.set(key, wanted[key]);
    });
    var query = asked.toString();
    history.replaceState(null, "", location.pathname + (query ? "?" + query : ""));
    show(wanted);
  }

  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      change({ verdict: button.dataset.verdict });
    });
  });
  select.addEventListener("change", function () {
    change({ question: select.value });
  });
  text.addEventListener("input", function () {
    change({ text: text.value });
  });
  bar.hidden = false;
  show(state());
})();

// A button to copy code is no landmark of the page.
addEventListener("load", function () {
  document.querySelectorAll(".md-code__nav").forEach(function (nav) {
    nav.setAttribute("role", "none");
  });
});

// A table that is wider than the screen scrolls in a box of the theme's: let the keyboard reach it.
addEventListener("load", function () {
  document.querySelectorAll(".md-typeset__scrollwrap").forEach(function (box) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  });
});
