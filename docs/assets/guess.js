// Guess first: five of the ledger's claims at a time, then the verdict and its reason. Nothing is
// stored. "Right, with limits" lies on the side of right, "wrong, with exceptions" on that of wrong.
(function () {
  "use strict";
  var root = document.querySelector(".guess"), MANY = 5;
  function part(name) {
    return root.querySelector(".guess__" + name);
  }
  var card = part("card"), says = part("says"), truth = part("truth"), next = part("next");
  var score = part("score"), start = part("start");
  var answers = card.querySelectorAll(".guess__answers button");
  var rows, deck = [], round, at, missed; // the rows are those of the ledger's table

  function read() {
    if (document.querySelector(".ledger")) return Promise.resolve(document);
    return fetch(root.dataset.ledger)
      .then(function (answer) {
        return answer.ok ? answer.text() : Promise.reject();
      })
      .then(function (html) {
        return new DOMParser().parseFromString(html, "text/html");
      });
  }
  function made(tag, kind, inside) {
    var found = document.createElement(tag);
    found.className = kind;
    found.append.apply(found, inside);
    return found;
  }
  function copies(nodes) {
    return Array.from(nodes, function (node) {
      return node.cloneNode(true);
    });
  }
  function linked(row, words) {
    var link = made("a", "", words), ledger = new URL(root.dataset.ledger, location.href);
    link.href = new URL(row.querySelector("a").getAttribute("href"), ledger);
    return link;
  }
  function chip(row) {
    return row.querySelector(".chip").cloneNode(true);
  }

  function begin() {
    if (deck.length < MANY) {
      deck = rows.slice();
      for (var i = deck.length - 1; i > 0; i--) {
        var other = Math.floor(Math.random() * (i + 1));
        deck[i] = deck.splice(other, 1, deck[i])[0];
      }
    }
    round = deck.splice(0, MANY);
    at = 0;
    missed = [];
    start.hidden = score.hidden = true;
    card.hidden = false;
    ask();
  }
  function ask() {
    part("at").textContent = at + 1 + " / " + round.length;
    says.replaceChildren.apply(says, copies(round[at].querySelector("a").childNodes));
    truth.replaceChildren();
    next.hidden = true;
    answers.forEach(function (button) {
      button.disabled = false;
      button.setAttribute("aria-pressed", "false");
    });
    says.focus();
  }
  function reveal(event) {
    var row = round[at], right = row.dataset.verdict.endsWith(event.currentTarget.value);
    if (!right) missed.push(row);
    answers.forEach(function (button) {
      button.disabled = true;
    });
    event.currentTarget.setAttribute("aria-pressed", "true");
    truth.replaceChildren(
      made("p", "guess__verdict", [truth.dataset[right ? "hit" : "miss"], chip(row)]),
      row.querySelector(".short").cloneNode(true),
      made("p", "guess__why", [linked(row, [truth.dataset.why])])
    );
    at += 1;
    next.textContent = next.dataset[at < round.length ? "next" : "end"];
    next.hidden = false;
    next.focus();
  }
  function end() {
    var hits = round.length - missed.length;
    var words = score.dataset[missed.length ? (hits > missed.length ? "most" : "few") : "all"];
    var list = missed.map(function (row) {
      return made("li", "", [linked(row, copies(row.querySelector("a").childNodes)), " ", chip(row)]);
    });
    words = words.replace("{hits}", hits).replace("{of}", round.length);
    score.replaceChildren(made("p", "guess__said", [words]), made("ul", "", list));
    start.textContent = start.dataset.again;
    card.hidden = true;
    start.hidden = score.hidden = false;
    score.focus();
  }

  start.addEventListener("click", function () {
    if (rows) return begin();
    read().then(
      function (ledger) {
        var among = root.dataset.among.split(" ");
        rows = Array.from(ledger.querySelectorAll(".ledger tbody tr")).filter(function (row) {
          return row.dataset.verdict !== "open" && (!among[0] || among.includes(row.dataset.question));
        });
        begin();
      },
      function () { // the ledger cannot be read from here: guess there
        location.href = root.dataset.ledger;
      }
    );
  });
  answers.forEach(function (button) {
    button.addEventListener("click", reveal);
  });
  next.addEventListener("click", function () {
    if (at < round.length) ask();
    else end();
  });
  root.hidden = false;
})();
