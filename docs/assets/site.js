// A search result names a claim: go to it.
(function () {
  "use strict";
  var claim = new URLSearchParams(location.search).get("claim");
  if (claim && document.getElementById(claim)) location.replace(location.pathname + "#" + claim);
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
  var none = ledger.querySelector(".ledger__none");

  function state() {
    var asked = new URLSearchParams(location.search);
    return { verdict: asked.get("verdict") || "", question: asked.get("question") || "" };
  }

  function show(wanted) {
    var shown = 0;
    rows.forEach(function (row) {
      var fits =
        (!wanted.verdict || row.dataset.verdict === wanted.verdict) &&
        (!wanted.question || row.dataset.question === wanted.question);
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.verdict === wanted.verdict));
    });
    select.value = wanted.question;
    none.hidden = shown > 0;
  }

  function change(part) {
    var wanted = Object.assign(state(), part);
    var asked = new URLSearchParams();
    if (wanted.verdict) asked.set("verdict", wanted.verdict);
    if (wanted.question) asked.set("question", wanted.question);
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
  bar.hidden = false;
  show(state());
})();
