// resnet_ref's arithmetic once more, for pages that count as the reader changes a net.
// A browser test holds `ResNet.count` to `resnet_ref.count` on thousands of configurations.

var ResNet = (function () {
  "use strict";
  var EXPANSION = { basic: 1, bottleneck: 4 };
  var CHOICES = {
    block: ["basic", "bottleneck"],
    stride_in: ["3x3", "1x1"],
    shortcut: ["A", "B", "C", "none"],
  };
  // What a field may be at most, so that every sum is an exact integer here.
  var MOST = {
    blocks: 400, widths: 4096, groups: 4096, width_per_group: 4096, expansion: 64, kernel_size: 31,
    stride: 8, channels: 4096, in_channels: 4096, num_classes: 100000, height: 2048, width: 2048,
    batch: 4096,
  };

  function Refused(field, key, values) {
    this.field = field;
    this.key = key;
    this.values = values || {};
  }

  function whole(field, value, most) {
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new Refused(field, "whole", { most: most, given: value });
  }

  function check(net) {
    Object.keys(CHOICES).forEach(function (field) {
      if (CHOICES[field].indexOf(net[field]) < 0) throw new Refused(field, "choice", { given: net[field] });
    });
    ["groups", "width_per_group", "in_channels", "num_classes", "height", "width", "batch"].forEach(
      function (field) { whole(field, net[field], MOST[field]); }
    );
    if (net.expansion !== null) whole("expansion", net.expansion, MOST.expansion);
    whole("kernel_size", net.stem.kernel_size, MOST.kernel_size);
    whole("stride", net.stem.stride, MOST.stride);
    if (net.stem.channels !== null) whole("channels", net.stem.channels, MOST.channels);
    ["blocks", "widths"].forEach(function (field) {
      net[field].forEach(function (value) { whole(field, value, MOST[field]); });
    });
    if (!net.blocks.length) throw new Refused("blocks", "stages", { stages: 1 });
    if (net.widths.length !== net.blocks.length)
      throw new Refused("widths", "stages", { stages: net.blocks.length });
    var dilated = net.replace_stride_with_dilation;
    if (dilated && dilated.length && dilated.length !== net.blocks.length - 1)
      throw new Refused("replace_stride_with_dilation", "stages", { stages: net.blocks.length - 1 });
  }

  function conv(taken, given, kernel, stride, dilation, groups) {
    return { taken: taken, given: given, kernel: kernel, stride: stride || 1, dilation: dilation || 1, groups: groups || 1 };
  }

  // A residual unit: its convolutions in order, and the projection on its shortcut, if it has one.
  function unit(net, taken, width, stride, dilation) {
    var inner = Math.floor((width * net.width_per_group) / 64) * net.groups;
    var given = width * (net.expansion || EXPANSION[net.block]);
    if (inner < 1) throw new Refused("width_per_group", "inner", {});
    if (net.shortcut === "A" && given < taken)
      throw new Refused("shortcut", "padding", { taken: taken, given: given });
    var early = net.stride_in === "1x1";
    var convs = net.block === "basic"
      ? [conv(taken, inner, 3, stride, dilation, net.groups), conv(inner, given, 3, 1, dilation, net.groups)]
      : [conv(taken, inner, 1, early ? stride : 1), conv(inner, inner, 3, early ? 1 : stride, dilation, net.groups), conv(inner, given, 1)];
    convs.forEach(function (c) {
      if (c.taken % c.groups || c.given % c.groups)
        throw new Refused("groups", "divisor", { taken: taken, inner: inner, given: given });
    });
    var reshapes = stride !== 1 || taken !== given;
    var projects = net.shortcut === "C" || (net.shortcut === "B" && reshapes);
    return { taken: taken, inner: inner, given: given, stride: stride, convs: convs, reshapes: reshapes, projection: projects ? conv(taken, given, 1, stride) : null };
  }

  function strided(c, shape) {
    var reach = c.dilation * (c.kernel - 1) + 1;
    var padded = 2 * c.dilation * Math.floor(c.kernel / 2);
    function side(n) { return Math.floor((n + padded - reach) / c.stride) + 1; }
    return [c.given, side(shape[1]), side(shape[2])];
  }

  function elements(shape) { return shape[0] * shape[1] * shape[2]; }

  function layerOf(name, c, shape) {
    var out = strided(c, shape);
    var weights = (c.kernel * c.kernel * c.taken * c.given) / c.groups;
    return { name: name, shape: out, parameters: weights, macs: weights * out[1] * out[2], activations: elements(out), conv: c };
  }

  function normOf(name, shape, norm) {
    return norm ? [{ name: name, shape: shape, parameters: 2 * shape[0], macs: 0, activations: elements(shape), norm: true }] : [];
  }

  function plain(name, shape) {
    return { name: name, shape: shape, parameters: 0, macs: 0, activations: 0 };
  }

  // `times` is how often a part stands there; the units after a stage's first are alike.
  function sum(name, parts, shape) {
    var total = { name: name, shape: shape, parameters: 0, macs: 0, activations: 0, parts: parts };
    parts.forEach(function (part) {
      ["parameters", "macs", "activations"].forEach(function (what) {
        total[what] += part[what] * (part.times || 1);
      });
    });
    return total;
  }

  function unitCount(name, described, shape, net) {
    var parts = [], at = shape;
    described.convs.forEach(function (c, index) {
      var counted = layerOf(name + ".conv" + (index + 1), c, at);
      var normed = normOf(name + ".bn" + (index + 1), net.preactivation ? at : counted.shape, net.norm);
      parts = parts.concat(net.preactivation ? normed.concat(counted) : [counted].concat(normed));
      at = counted.shape;
    });
    if (described.projection) {
      parts.push(layerOf(name + ".downsample.0", described.projection, shape));
      parts = parts.concat(normOf(name + ".downsample.1", at, net.norm && !net.preactivation));
    }
    var total = sum(name, parts, at);
    total.unit = described;
    total.from = shape;
    return total;
  }

  // One unit alone, on an input of `shape`, to compare with.
  function single(net, shape, width) {
    return unitCount("unit", unit(net, shape[0], width, 1, 1), shape, net);
  }

  // The whole net as a tree, with what a position before the average pool sees of the image.
  function count(net) {
    check(net);
    var stem = conv(net.in_channels, net.stem.channels || net.widths[0], net.stem.kernel_size, net.stem.stride);
    var first = layerOf("conv1", stem, [net.in_channels, net.height, net.width]);
    var shape = first.shape, parts = [first], seen = stem.kernel, step = stem.stride, dilation = 1;
    if (!net.preactivation) parts = parts.concat(normOf("bn1", shape, net.norm));
    if (net.stem.pool) {
      shape = strided(conv(shape[0], shape[0], 3, 2), shape);
      parts.push(plain("maxpool", shape));
      seen += 2 * step;
      step *= 2;
    }
    var channels = shape[0];
    net.blocks.forEach(function (many, stage) {
      var stride = stage ? 2 : 1, before = dilation, counted = [];
      if (stage && net.replace_stride_with_dilation && net.replace_stride_with_dilation[stage - 1]) {
        dilation *= stride;
        stride = 1;
      }
      [[1, stride, before], [many - 1, 1, dilation]].forEach(function (of) {
        if (!of[0]) return;
        var described = unit(net, channels, net.widths[stage], of[1], of[2]);
        var part = unitCount("layer" + (stage + 1) + "." + counted.length, described, shape, net);
        part.times = of[0];
        described.convs.forEach(function (c) { // those after the first have no stride
          seen += of[0] * (c.kernel - 1) * c.dilation * step;
          step *= c.stride;
        });
        counted.push(part);
        shape = part.shape;
        channels = described.given;
      });
      parts.push(sum("layer" + (stage + 1), counted, shape));
    });
    if (net.preactivation) parts = parts.concat(normOf("bn1", shape, net.norm));
    parts.push(plain("avgpool", [shape[0], 1, 1]));
    var weights = shape[0] * net.num_classes;
    parts.push({ name: "fc", shape: [net.num_classes, 1, 1], parameters: weights + net.num_classes, macs: weights, activations: net.num_classes, linear: shape[0] });
    var total = sum("net", parts, [net.num_classes, 1, 1]);
    if (total.macs > Number.MAX_SAFE_INTEGER) throw new Refused("height", "large", {});
    total.last = shape;
    total.seen = seen;
    total.depth = (net.block === "basic" ? 2 : 3) * net.blocks.reduce(function (a, b) { return a + b; }, 0) + 2;
    return total;
  }

  // Every layer by itself, as in a state dict.
  function layers(total) {
    var found = [];
    total.parts.forEach(function (part) {
      if (!part.parts) return found.push(part);
      part.parts.forEach(function (one, kind) {
        for (var i = 0; i < one.times; i++)
          one.parts.forEach(function (layer) {
            var name = layer.name.replace(/^(layer\d+)\.\d+/, "$1." + (kind + i));
            found.push(Object.assign({}, layer, { name: name }));
          });
      });
    });
    return found;
  }

  // What counting tools print, by what each takes besides multiply-adds.
  function tools(net, total) {
    var norms = { parameters: 0, activations: 0 }, biases = net.num_classes;
    (function walk(part, times) {
      if (part.norm) {
        norms.parameters += part.parameters * times;
        norms.activations += part.activations * times;
      }
      (part.parts || []).forEach(function (p) { walk(p, times * (p.times || 1)); });
    })(total, 1);
    var pooled = elements(total.last), channels = total.last[0];
    return [
      ["torch.utils.flop_counter", 2 * total.macs],
      ["torchinfo 1.8", total.macs + norms.parameters + biases],
      ["fvcore 0.1.5, eval()", total.macs + 2 * norms.activations + pooled],
      ["thop 0.0.31", total.macs + 2 * norms.activations + pooled + channels],
      ["thop 0.1.1", total.macs + 4 * norms.activations + pooled + channels],
    ];
  }

  return { count: count, layers: layers, tools: tools, single: single, elements: elements, CHOICES: CHOICES, MOST: MOST, Refused: Refused };
})();
