// A case that is pointed at lights up, in the map of its claim's card, the units it speaks of.
(function () {
  "use strict";
  document.querySelectorAll(".units").forEach(function (map) {
    var squares = map.querySelectorAll("i"), told = map.querySelector("[role=status]");
    var hint = told.textContent, held = null;
    function show(button) {
      squares.forEach(function (square, i) { square.className = button && button.dataset.units[i] === "1" ? "lit" : ""; });
      told.textContent = button ? button.dataset.said : hint;
    }
    map.closest(".claim").querySelectorAll("[data-units]").forEach(function (label) {
      var button = document.createElement("button"), row = label.parentNode;
      function point() { show(button); }
      function leave() { show(held); }
      button.type = "button";
      button.setAttribute("aria-pressed", "false");
      Object.assign(button.dataset, label.dataset);
      button.append.apply(button, label.childNodes);
      label.replaceWith(button);
      row.addEventListener("pointerenter", function (event) { if (event.pointerType === "mouse") point(); });
      row.addEventListener("pointerleave", leave);
      button.addEventListener("focus", point);
      button.addEventListener("blur", leave);
      button.addEventListener("click", function () { // held until it, or another, is clicked
        if (held) held.setAttribute("aria-pressed", "false");
        held = held === button ? null : button;
        if (held) held.setAttribute("aria-pressed", "true");
        leave();
      });
    });
    map.hidden = false;
  });
})();
