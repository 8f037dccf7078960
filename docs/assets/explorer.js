// The explorer: a net drawn and counted as the reader changes it.
(function () {
  "use strict";
  var root = document.getElementById("explorer");
  if (!root || typeof ResNet === "undefined") return;
  var data = JSON.parse(document.getElementById("explorer-data").textContent);
  var FIELDS = [
    ["structure", ["block", "blocks", "widths", "shortcut", "stride_in", "expansion", "groups", "width_per_group", "preactivation", "replace_stride_with_dilation"]],
    ["stem", ["stem.kernel_size", "stem.stride", "stem.pool", "stem.channels"]],
    ["input", ["height", "width", "in_channels", "num_classes", "batch", "norm"]],
  ];
  var SLIDERS = { height: [1, 512], width: [1, 512], width_per_group: [1, 256] };
  var shown = { stage: 1, kind: 1 }, configurations, results = [], waiting, panel;

  // Words, numbers and elements

  function t(key, values) {
    return data.words[key].replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }
  var digits = new Intl.NumberFormat("en-US");
  function n(value) { return digits.format(value); }
  function short(value) {
    var units = [[1e9, " G"], [1e6, " M"], [1e3, " K"]];
    for (var i = 0; i < units.length; i++)
      if (value >= units[i][0]) return (value / units[i][0]).toPrecision(4) + units[i][1];
    return String(value);
  }
  function bytes(value) {
    return value >= 1e9 ? (value / 1e9).toFixed(2) + " GB" : (value / 1e6).toFixed(1) + " MB";
  }
  function ratio(value) { return value >= 100 ? Math.round(value) + "×" : value.toPrecision(3) + "×"; }
  function shape(of) { return of.join("×"); }
  // An element as it is wanted: `make` makes it, `patch` turns one that stands there into it and
  // touches no more than differs, so that a browser lays out no more than that
  function h(tag, attributes) {
    var children = [];
    function add(child) {
      if (Array.isArray(child)) child.forEach(add);
      else if (child !== null) children.push(child.tag ? child : { text: child, attributes: {}, children: [] });
    }
    for (var i = 2; i < arguments.length; i++) add(arguments[i]);
    return { tag: tag, attributes: attributes, children: children };
  }
  function set(node, key, value) {
    if (value === null) node.removeAttribute(key);
    else node.setAttribute(key, value);
  }
  function make(of) {
    if (!of.tag) return (of.node = document.createTextNode(of.text));
    of.node = of.svg ? document.createElementNS("http://www.w3.org/2000/svg", of.tag) : document.createElement(of.tag);
    Object.keys(of.attributes).forEach(function (key) {
      if (key.slice(0, 2) === "on") of.node.addEventListener(key.slice(2), of.attributes[key]);
      else set(of.node, key, of.attributes[key]);
    });
    of.children.forEach(function (child) { of.node.append(make(child)); });
    return of.node;
  }
  function patch(was, now) {
    if (was.tag !== now.tag) return was.node.replaceWith(make(now));
    now.node = was.node;
    if (was.text !== now.text) now.node.data = now.text;
    for (var key in now.attributes) if (now.attributes[key] !== was.attributes[key] && key.slice(0, 2) !== "on") set(now.node, key, now.attributes[key]);
    for (key in was.attributes) if (!(key in now.attributes)) now.node.removeAttribute(key);
    now.children.forEach(function (child, i) {
      if (was.children[i]) patch(was.children[i], child);
      else now.node.append(make(child));
    });
    for (var i = now.children.length; i < was.children.length; i++) was.children[i].node.remove();
  }
  function row(cells, head, kind) {
    return h("tr", { class: kind || null }, cells.map(function (cell, i) { return h(head || !i ? "th" : "td", head ? { scope: "col" } : i ? {} : { scope: "row" }, cell); }));
  }

  // A configuration is a net's name with what was changed; the address keeps it

  function base(name) { return JSON.parse(JSON.stringify(data.nets[name])); }
  function read(net, field) {
    return field.split(".").reduce(function (at, key) { return at[key]; }, net);
  }
  function put(net, field, value) {
    var keys = field.split("."), last = keys.pop();
    keys.reduce(function (at, key) { return at[key]; }, net)[last] = value;
  }
  function written(value) { return value === null ? "" : Array.isArray(value) ? value.map(Number).join(",") : String(value); }
  function understood(field, text) {
    var like = read(base("resnet50"), field);
    if (typeof like === "boolean") return text === true || text === "true";
    if (field === "blocks" || field === "widths") return text.split(/[,，\s]+/).map(Number);
    if (field === "replace_stride_with_dilation")
      return text.trim() ? text.split(/[,，\s]+/).map(function (part) { return part === "1" || part === "true"; }) : null;
    if (field in ResNet.CHOICES) return text;
    if (text.trim() === "") return field === "expansion" || field === "stem.channels" ? null : NaN;
    return Number(text);
  }
  function every(then) {
    FIELDS.forEach(function (group) { group[1].forEach(then); });
  }
  function fromAddress() {
    var asked = new URLSearchParams(location.search);
    function one(name, prefix) {
      if (!(name in data.nets)) name = "resnet50";
      var made = { name: name, net: base(name) };
      every(function (field) {
        if (asked.has(prefix + field)) put(made.net, field, understood(field, asked.get(prefix + field)));
      });
      return made;
    }
    var unit = /^(\d+)\.([01])$/.exec(asked.get("unit") || "");
    if (unit) shown = { stage: +unit[1], kind: +unit[2] };
    configurations = [one(asked.get("net"), "")];
    if (asked.has("vs")) configurations.push(one(asked.get("vs"), "vs."));
  }
  function changes(made) {
    var usual = base(made.name), found = [];
    every(function (field) {
      if (written(read(made.net, field)) !== written(read(usual, field))) found.push(field);
    });
    return found;
  }
  function toAddress() {
    var asked = new URLSearchParams();
    configurations.forEach(function (made, i) {
      asked.set(i ? "vs" : "net", made.name);
      changes(made).forEach(function (field) { asked.set((i ? "vs." : "") + field, written(read(made.net, field))); });
    });
    if (shown.stage !== 1 || shown.kind !== 1) asked.set("unit", shown.stage + "." + shown.kind);
    history.replaceState(null, "", location.pathname + "?" + asked);
  }

  // What resnet_ref would be asked

  function python(made) {
    function value(of) {
      if (of === null) return "None";
      if (typeof of === "boolean") return of ? "True" : "False";
      if (Array.isArray(of)) return "(" + of.map(value).join(", ") + (of.length === 1 ? ",)" : ")");
      return typeof of === "string" ? '"' + of + '"' : String(of);
    }
    var net = made.net, changed = changes(made), options = [], stem = false;
    changed.forEach(function (field) {
      if (field.slice(0, 5) === "stem.") stem = true;
      else if (field !== "height" && field !== "width" && field !== "batch") options.push(field + "=" + value(net[field]));
    });
    if (stem)
      options.push("stem=Stem(" + ["kernel_size", "stride", "pool", "channels"].map(function (key) { return key + "=" + value(net.stem[key]); }).join(", ") + ")");
    var size = net.height === net.width ? net.height : "(" + net.height + ", " + net.width + ")";
    return "from resnet_ref import " + (stem ? "Stem, " : "") + "count\n\nnet = count(" + [value(made.name), size].concat(options).join(", ") + ")\n" +
      'print(f"{net.parameters:,} parameters, {net.macs:,} MACs, {net.activations:,} activations")\n';
  }

  // Fields

  function control(made, field, i) {
    var value = read(made.net, field), id = "explorer-" + i + "-" + field, input;
    function changed(event) {
      var target = event.target;
      put(made.net, field, understood(field, target.type === "checkbox" ? target.checked : target.value));
      var other = root.querySelectorAll('[data-field="' + field + '"][data-of="' + i + '"]');
      other.forEach(function (twin) { if (twin !== target) twin.value = target.value; });
      update();
    }
    var common = { "data-field": field, "data-of": i, oninput: changed };
    var named = Object.assign({ id: id, "aria-describedby": id + "-error" }, common);
    if (typeof value === "boolean") input = h("input", Object.assign({ type: "checkbox", checked: value ? "" : null }, named));
    else if (field in ResNet.CHOICES)
      input = h("select", named, ResNet.CHOICES[field].map(function (choice) {
        return h("option", { value: choice, selected: choice === value ? "" : null }, t(field + "_" + choice));
      }));
    else input = h("input", Object.assign({ type: "text", inputmode: "numeric", autocomplete: "off", value: written(value) }, named));
    var slider = SLIDERS[field] && h("input", Object.assign({ type: "range", min: SLIDERS[field][0], max: SLIDERS[field][1], value: value, "aria-label": t(field) }, common));
    return h("div", { class: "explorer__field" }, h("label", { for: id }, t(field), h("code", {}, field)), input, slider || null, h("p", { class: "explorer__error", id: id + "-error" }));
  }

  function chooser(i) {
    var names = Object.keys(data.nets), made = configurations[i];
    return h("label", {}, h("span", {}, t(i ? "compared" : "net")), h("select", {
      oninput: function (event) {
        var name = event.target.value;
        if (name) configurations[i] = { name: name, net: base(name) };
        else configurations.length = 1;
        build();
      },
    }, i ? h("option", { value: "" }, t("nothing")) : null, names.map(function (name) {
      return h("option", { value: name, selected: made && made.name === name ? "" : null }, name);
    })));
  }

  function build() {
    var open = Array.prototype.map.call(root.querySelectorAll(".explorer__fields"), function (d) { return d.open; });
    var form = h("form", { onsubmit: function (event) { event.preventDefault(); } }, h("div", { class: "explorer__nets" }, chooser(0), chooser(1)),
      configurations.map(function (made, i) {
        return h("details", { class: "fold explorer__fields", open: (i in open ? open[i] : innerWidth > 960) ? "" : null }, h("summary", {}, t("change", { net: made.name + (i ? t("second") : "") })),
          FIELDS.map(function (group) {
            return h("fieldset", {}, h("legend", {}, t(group[0])), group[1].map(function (field) { return control(made, field, i); }));
          }));
      }));
    panel = h("div", { class: "explorer__results" });
    root.replaceChildren(make(form), make(panel));
    update();
  }

  function update() {
    root.querySelectorAll(".explorer__error").forEach(function (told) { told.textContent = ""; });
    root.querySelectorAll("[aria-invalid]").forEach(function (input) { input.removeAttribute("aria-invalid"); });
    var refused = false, counted = configurations.map(function (made, i) {
      try { return ResNet.count(made.net); } catch (error) {
        if (!(error instanceof ResNet.Refused)) throw error;
        refused = true;
        var field = root.querySelector('[id="explorer-' + i + "-" + error.field + '"], [id="explorer-' + i + "-stem." + error.field + '"]');
        field.setAttribute("aria-invalid", "true");
        field.closest("details").open = true;
        document.getElementById(field.id + "-error").textContent = t("bad_" + error.key, Object.assign({ given: "", most: "", field: error.field }, error.values));
      }
    });
    clearTimeout(waiting);
    panel.node.classList.toggle("explorer__results--old", refused);
    if (refused) return;
    waiting = setTimeout(toAddress, 150); // a browser limits how often an address may change
    results = counted;
    var stages = configurations[0].net.blocks.length;
    shown.stage = Math.min(Math.max(shown.stage, 1), stages);
    var opened = Array.prototype.map.call(panel.node.querySelectorAll("details[open]"), function (d) { return d.dataset.part; });
    var now = h("div", panel.attributes, totals(), drawing(), claims(), map(opened), tools(), copying());
    patch(panel, now);
    panel = now;
  }

  // Results

  function memory(i) {
    return 12 * results[i].parameters + 4 * configurations[i].net.batch * results[i].activations;
  }
  function totals() {
    var names = configurations.map(function (made) { return made.name + (changes(made).length ? " *" : ""); });
    var rows = [
      ["parameters", function (i) { return results[i].parameters; }, n],
      ["macs", function (i) { return results[i].macs; }, n],
      ["activations", function (i) { return results[i].activations; }, n],
      ["memory", memory, bytes],
      ["seen", function (i) { return results[i].seen; }, n],
      ["depth", function (i) { return results[i].depth; }, n],
    ].map(function (line) {
      var values = results.map(function (_, i) { return line[1](i); });
      var cells = [t(line[0])].concat(values.map(line[2]));
      if (values.length > 1) cells.push(values[0] === values[1] ? "=" : ratio(values[1] / values[0]));
      return row(cells, "", values.length > 1 && values[0] !== values[1] ? "differs" : "");
    });
    return h("section", { "aria-live": "polite" }, h("h2", {}, t("sums")), h("div", { class: "explorer__scroll", tabindex: "0" }, h("table", { class: "explorer__totals" }, h("thead", {}, row([""].concat(names, names.length > 1 ? [t("ratio")] : []), true)), h("tbody", {}, rows))),
      h("p", { class: "explorer__note" }, t("memory_note")));
  }

  function chosen(i) {
    var stages = results[i].parts.filter(function (part) { return /^layer/.test(part.name); });
    var stage = stages[Math.min(shown.stage, stages.length) - 1];
    return stage.parts[Math.min(shown.kind, stage.parts.length - 1)];
  }

  // Claims about the unit or the net that is shown: true or false here, with the ratio
  function claims() {
    var net = configurations[0].net, total = results[0], part = chosen(0), of = part.unit, found = [];
    function say(id, holds, note) {
      if (data.claims[id]) found.push(h("li", { class: "case case--" + (holds ? "yes" : "no") }, h("span", { class: "mark", role: "img", "aria-label": t(holds ? "holds" : "fails") }),
        h("span", {}, h("a", { href: data.claims[id].url }, data.claims[id].says), note ? h("span", { class: "short" }, note) : null)));
    }
    if (net.block === "bottleneck") {
      var basic = Object.assign({}, net, { block: "basic", groups: 1, width_per_group: 64, expansion: null, shortcut: "B" });
      var pairs = [["outer", ResNet.single(basic, [of.given, part.shape[1], part.shape[2]], of.given), of.given], ["inner", ResNet.single(basic, [of.inner, part.shape[1], part.shape[2]], of.inner), of.inner]];
      // "fewer" is any number fewer; "drop sharply" is to a half at most, as in the claims' findings
      [["fewer-parameters", "parameters", 1], ["less-compute", "macs", 2], ["less-memory", "activations", 2]].forEach(function (claim) {
        pairs.forEach(function (pair) {
          var other = pair[1][claim[1]] / part[claim[1]];
          say(claim[0], claim[2] > 1 ? other >= claim[2] : other > 1, t(claim[1]) + t("colon") + t("against_" + pair[0], { width: pair[2], ratio: ratio(other) }));
        });
      });
      say("reduce-extract-restore", of.convs[0].given < of.taken && of.convs[2].given === of.taken && of.convs[2].given > of.inner, of.taken + " → " + of.inner + " → " + of.inner + " → " + of.given);
      say("bottleneck-io-256", of.taken === 256 && of.given === 256, of.taken + " → " + of.given);
    } else say("basicblock-io-64", of.taken === 64 && of.given === 64, of.taken + " → " + of.given);
    say("unit-two-convs", of.convs.length === 2 && net.shortcut !== "none", t("convs_of", { n: of.convs.length }));
    if (configurations[0].name === "resnet50") { // what is said of it, and of what it was changed to
      say("fifty-layers", total.depth === 50, t("depth") + t("colon") + total.depth);
      say("size-25-6-m", (total.parameters / 1e6).toFixed(1) === "25.6", n(total.parameters));
      say("flops-3-8-g", (total.macs / 1e9).toFixed(2) === "3.86", n(total.macs));
      say("flops-4-09-g", (total.macs / 1e9).toFixed(2) === "4.09", n(total.macs));
    }
    return h("section", {}, h("h2", {}, t("claims_here", { unit: part.name })), h("ul", { class: "cases" }, found));
  }

  function drawing() {
    var stages = results[0].parts.filter(function (part) { return /^layer/.test(part.name); });
    function button(stage, kind, label) {
      var pressed = shown.stage === stage && shown.kind === kind;
      return h("button", { type: "button", "aria-pressed": String(pressed), "data-stage": stage, "data-kind": kind, onclick: function (event) {
        var of = event.currentTarget.dataset; // as it is now: the button may have become another unit's
        shown = { stage: +of.stage, kind: +of.kind };
        update();
      } }, label);
    }
    var buttons = [];
    stages.forEach(function (stage, i) {
      stage.parts.forEach(function (part, kind) { buttons.push(button(i + 1, kind, part.name + (part.times > 1 ? " ×" + part.times : ""))); });
    });
    shown.kind = Math.min(shown.kind, stages[shown.stage - 1].parts.length - 1);
    return h("section", { id: "unit" }, h("h2", {}, t("unit")), h("div", { class: "explorer__units", role: "group", "aria-label": t("unit") }, buttons),
      h("figure", { class: "figure figure--unit" }, h("div", { class: "panels" }, results.map(function (_, i) { return picture(chosen(i), configurations[i]); }))));
  }

  function s(tag, attributes, inside) {
    return Object.assign(h(tag, attributes, inside || []), { svg: true });
  }
  function picture(part, made) {
    var of = part.unit, x = 74, y = 44, right = 176, shapes = [part.from], parts = [];
    part.parts.forEach(function (layer) { if (layer.conv && !/downsample/.test(layer.name)) shapes.push(layer.shape); });
    function line(d) { parts.push(s("path", { d: d, class: "wire" })); }
    function label(at, down, text, kind, anchor) { parts.push(s("text", { x: at, y: down, class: kind, "text-anchor": anchor || "middle" }, text)); }
    function down(from, to) { line("M" + x + " " + from + "L" + x + " " + to); line("M" + (x - 4) + " " + (to - 6) + "L" + x + " " + to + "L" + (x + 4) + " " + (to - 6)); }
    label(x, 14, made.name, "title");
    label(x, 29, part.name, "shape");
    var top = y;
    of.convs.forEach(function (c, i) {
      down(y, y + 24);
      label(x + 7, y + 13, shape(shapes[i]), "shape", "start");
      y += 24;
      parts.push(s("rect", { x: 6, y: y, width: 136, height: 40, rx: 6, class: "box k" + (c.kernel === 1 ? 1 : 3) }));
      label(x, y + 17, c.kernel + "×" + c.kernel + ", " + c.taken + "→" + c.given, "");
      var more = [];
      if (c.stride > 1) more.push(t("stride_short", { n: c.stride }));
      if (c.groups > 1) more.push(t("groups_short", { n: c.groups }));
      if (c.dilation > 1) more.push(t("dilation_short", { n: c.dilation }));
      label(x, y + 32, more.join(", ") || short(c.kernel * c.kernel * c.taken * c.given / c.groups), "note");
      y += 40;
    });
    var sum = y + 34, kind = made.net.shortcut === "none" ? null : of.projection ? "projection" : of.reshapes ? "padding" : "identity";
    down(y, sum - 9);
    label(x + 7, y + 15, shape(part.shape), "shape", "start");
    if (kind) {
      line("M" + x + " " + (top + 3) + "L" + right + " " + (top + 3) + "L" + right + " " + sum + "L" + (x + 9) + " " + sum);
      line("M" + (x + 15) + " " + (sum - 4) + "L" + (x + 9) + " " + sum + "L" + (x + 15) + " " + (sum + 4));
      parts.push(s("rect", { x: right - 26, y: (top + sum) / 2 - 12, width: 52, height: 24, rx: 6, class: "box shortcut" }));
      label(right, (top + sum) / 2 + 4, t(kind), "note dark");
    }
    parts.push(s("circle", { cx: x, cy: sum, r: 9, class: "plus" }));
    if (kind) line("M" + (x - 5) + " " + sum + "L" + (x + 5) + " " + sum + "M" + x + " " + (sum - 5) + "L" + x + " " + (sum + 5));
    down(sum + 9, sum + 30);
    label(x + 7, sum + 24, shape(part.shape), "shape", "start");
    return s("svg", { viewBox: "0 0 206 " + (sum + 36), role: "img", "aria-label": made.name + " " + part.name + ": " + shape(part.from) + " → " + shape(part.shape) }, parts);
  }

  // The net part by part; a stage opens to its units, a unit to its layers with the arithmetic
  function map(opened) {
    var total = results[0];
    function cells(part) {
      var many = part.times || 1, share = h("span", { class: "explorer__bar", style: "width: " + (100 * part.macs * many) / total.macs + "%" });
      return [h("span", { class: "explorer__name" }, part.name + (many > 1 ? " ×" + many : "")), h("span", {}, shape(part.shape)), h("span", { title: n(part.parameters * many) }, short(part.parameters * many)), h("span", { title: n(part.macs * many) }, short(part.macs * many), share)];
    }
    function layer(part) {
      var c = part.conv, arithmetic = "";
      if (c) {
        var groups = c.groups > 1 ? " / " + c.groups : "", kernel = c.kernel * c.kernel, area = part.shape[1] * part.shape[2];
        arithmetic = c.kernel + "×" + c.kernel + ", " + c.taken + " → " + c.given + t("colon") + kernel + " · " + c.taken + " · " + c.given + groups + " = " + n(part.parameters) + "; × " + part.shape[1] + " · " + part.shape[2] + " = " + n(part.parameters * area);
      } else if (part.norm) arithmetic = "2 · " + part.shape[0] + " = " + n(part.parameters);
      else if (part.linear) arithmetic = n(part.linear) + " · " + n(part.shape[0]) + " + " + n(part.shape[0]) + " = " + n(part.parameters);
      return h("div", { class: "explorer__row" }, cells(part), arithmetic ? h("span", { class: "explorer__sum" }, arithmetic) : null);
    }
    function node(part) {
      if (!part.parts) return layer(part);
      var open = opened.indexOf(part.name) >= 0;
      return h("details", { class: "explorer__part", "data-part": part.name, open: open ? "" : null, ontoggle: update }, h("summary", { class: "explorer__row" }, cells(part)),
        h("div", { class: "explorer__inside" }, open ? part.parts.map(node) : []));
    }
    return h("section", {}, h("h2", {}, t("map", { net: configurations[0].name })), h("div", { class: "explorer__row explorer__head" }, [t("part"), t("output"), t("parameters"), "MACs"].map(function (word) { return h("span", {}, word); })),
      total.parts.map(node));
  }

  function tools() {
    var lists = results.map(function (total, i) { return ResNet.tools(configurations[i].net, total); });
    return h("section", {}, h("h2", {}, t("tools")), h("div", { class: "explorer__scroll", tabindex: "0" }, h("table", { class: "explorer__totals" }, h("tbody", {}, lists[0].map(function (tool, i) {
      return row([h("code", {}, tool[0])].concat(lists.map(function (list) { return n(list[i][1]); })));
    })))), h("p", { class: "explorer__note" }, t("tools_note")));
  }

  function copying() {
    function button(label, text) {
      return h("button", { type: "button", onclick: function (event) {
        var target = event.target;
        navigator.clipboard.writeText(text()).then(function () {
          target.textContent = t("copied");
          setTimeout(function () { target.textContent = label; }, 1500);
        });
      } }, label);
    }
    function code() { return configurations.map(python).join("\n"); }
    return h("section", {}, h("h2", {}, t("python")), h("pre", {}, h("code", {}, code())), h("p", { class: "explorer__copy" }, navigator.clipboard ? [button(t("copy_python"), code), button(t("copy_link"), function () { return location.href; })] : []));
  }

  fromAddress();
  build();
})();
