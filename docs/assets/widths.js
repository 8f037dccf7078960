// The explorer in small: what a Bottleneck costs beside a BasicBlock, as their widths are dragged.
(function () {
  "use strict";
  var root = document.querySelector(".widths"), form = root.querySelector("form");
  var rows = root.querySelector("tbody").rows;
  var told = root.querySelector("[role=status]"), digits = new Intl.NumberFormat("en-US");
  var ratio = new Intl.NumberFormat("en-US", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });

  // The unit at this place of a stage, where each stage is twice as wide as the one before
  function unit(block, place) {
    var width = +form.elements[block].value, later = place === "later";
    var net = ResNet.count({
      block: block, blocks: later ? [1, 1] : [2], widths: later ? [width / 2, width] : [width],
      stem: { kernel_size: 7, stride: 2, pool: true, channels: null }, stride_in: "3x3", shortcut: "B",
      groups: 1, width_per_group: 64, expansion: null, in_channels: 3, num_classes: 1000,
      height: 224, width: 224, batch: 1, norm: true,
    });
    var stages = net.parts.filter(function (part) { return part.parts; });
    return stages.pop().parts[place === "inner" ? 1 : 0];
  }

  function show() {
    var pair = ["basic", "bottleneck"].map(function (block, i) {
      var counted = unit(block, form.elements.place.value), convs = counted.unit.convs;
      var channels = [counted.unit.taken].concat(convs.map(function (conv) { return conv.given; }));
      rows[i].querySelector("span").textContent = channels.join("→\u200b");
      form.querySelector("[for=" + form.elements[block].id + "] output").textContent = form.elements[block].value;
      return counted;
    });
    var holds = ["parameters", "macs"].map(function (what, column) {
      pair.forEach(function (counted, i) { rows[i].cells[column + 1].textContent = digits.format(counted[what]); });
      rows[2].cells[column + 1].textContent = ratio.format(pair[0][what] / pair[1][what]) + "×";
      return pair[1][what] < pair[0][what];
    });
    var word = holds[0] && holds[1] ? "yes" : "no";
    if (told.dataset.holds === word) return; // a screen reader says it when it changes
    told.dataset.holds = word;
    told.className = "case case--" + word;
    told.lastChild.textContent = told.dataset[word];
  }

  form.addEventListener("input", show);
  show();
  root.hidden = false;
})();
