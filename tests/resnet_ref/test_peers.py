"""What torchvision and timm test of their nets, and what their users do, written anew."""

import copy
import inspect
import io
import pickle
import warnings
from contextlib import contextmanager

import numpy as np
import onnx
import pytest
import torch
from onnx.reference import ReferenceEvaluator
from torch import fx, nn
from torch.export import Dim, export
from torch.nn.modules.utils import consume_prefix_in_state_dict_if_present
from torch.torch_version import TorchVersion

from resnet_ref import ResNet, resnet

TINY = {"blocks": (2, 1, 1, 1), "widths": (8, 16, 32, 64), "num_classes": 5}
KINDS = {
    "basic": resnet("resnet18", **TINY).eval(),
    "bottleneck": resnet("resnet50", **TINY).eval(),
    "resnext": resnet("resnext50_32x4d", **TINY | {"groups": 2, "width_per_group": 64}).eval(),
    "cifar, option A": resnet("resnet20", blocks=(2, 1, 1), num_classes=5).eval(),
    "pre-activation": resnet("resnet50", preactivation=True, **TINY).eval(),
}
every_kind = pytest.mark.parametrize("model", KINDS.values(), ids=KINDS)
# For what takes seconds: bottlenecks with groups, basic units without projections, norms first.
KINDS_APART = ["resnext", "cifar, option A", "pre-activation"]
kinds_apart = pytest.mark.parametrize(
    "model", [KINDS[kind] for kind in KINDS_APART], ids=KINDS_APART
)


# --- torchvision: taking a backbone out of the net ---------------------------------------------


class Taken(nn.Module):
    """The outputs of some children of a net, each run in turn up to the last that is asked for."""

    def __init__(self, net, names):
        super().__init__()
        self.names = list(names)
        children = list(net.named_children())
        last = max(i for i, (name, _) in enumerate(children) if name in self.names)
        self.body = nn.ModuleDict(dict(children[: last + 1]))

    def forward(self, x):
        outputs = {}
        for name, module in self.body.items():
            x = module(x)
            if name in self.names:
                outputs[name] = x
        return outputs


@every_kind
def test_the_children_in_turn_are_the_net(model):
    x = torch.randn(2, 3, 64, 48)
    seen = Taken(model, [*model.stages, "avgpool"])(x)
    assert torch.equal(model.fc(seen.pop("avgpool").flatten(1)), model(x))
    graph = fx.symbolic_trace(model)
    for name, output in seen.items():
        ends = [node for node in graph.graph.nodes if str(node.target).startswith(f"{name}.")]
        stage = fx.Interpreter(graph, garbage_collect_values=False)
        stage.run(x)
        # a stage ends in its last unit's ReLU, pre-activated in the addition after its last layer
        end = ends[-1].next if model.preactivation else ends[-1]
        assert torch.equal(stage.env[end], output)


# --- timm: forward, backward, features, another classifier -------------------------------------


@every_kind
def test_gradients_reach_every_parameter(model):
    model = copy.deepcopy(model).train()
    model(torch.randn(2, 3, 64, 64)).square().mean().backward()
    for name, parameter in model.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.isfinite().all(), name
        assert parameter.grad.abs().max() > 0, name


@every_kind
def test_another_classifier_and_none(model):
    model, x = copy.deepcopy(model), torch.randn(2, 3, 64, 64)
    maps = Taken(model, ["relu" if model.preactivation else model.stages[-1]])(x).popitem()[1]
    assert maps.shape[1] == model.inplanes == model.fc.in_features
    model.fc = nn.Linear(model.fc.in_features, 3)
    assert model(x).shape == (2, 3)
    model.fc = nn.Identity()
    torch.testing.assert_close(model(x), maps.mean(dim=(2, 3)))
    model.avgpool = nn.Identity()
    assert torch.equal(model(x), maps.flatten(1))


@every_kind
def test_a_batch_of_one_is_like_any_other(model):
    x = torch.randn(3, 3, 64, 64)
    alone = torch.cat([model(image[None]) for image in x])
    torch.testing.assert_close(alone, model(x), rtol=1e-4, atol=1e-4)
    assert copy.deepcopy(model).train()(x[:1]).shape == (1, 5)
    assert model(x[:0]).shape == (0, 5)


@every_kind
def test_types_and_layouts(model):
    x = torch.randn(2, 3, 64, 64)
    want = model(x).detach()
    for dtype, close in ((torch.float64, 1e-3), (torch.bfloat16, 0.2), (torch.float16, 0.05)):
        got = copy.deepcopy(model).to(dtype)(x.to(dtype))
        assert got.dtype == dtype
        torch.testing.assert_close(got.float(), want, rtol=close, atol=close)
    last = copy.deepcopy(model).to(memory_format=torch.channels_last)
    x = x.contiguous(memory_format=torch.channels_last)
    torch.testing.assert_close(last(x), want, rtol=1e-3, atol=1e-3)
    assert Taken(last, ["layer1"])(x)["layer1"].is_contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        assert model(x).dtype == torch.bfloat16


@every_kind
def test_transforms_of_functions(model):
    x, parameters = torch.randn(2, 3, 64, 64), dict(model.named_parameters())
    one = torch.vmap(lambda image: model(image[None])[0])(x)
    torch.testing.assert_close(one, model(x), rtol=1e-4, atol=1e-4)

    def loss(parameters):
        return torch.func.functional_call(model, parameters, (x,)).square().mean()

    gradients = torch.func.grad(loss)(parameters)
    wanted = torch.autograd.grad(loss(parameters), list(parameters.values()))
    for gradient, want in zip(gradients.values(), wanted, strict=True):
        torch.testing.assert_close(gradient, want, rtol=1e-3, atol=1e-5)


# --- checkpoints ---------------------------------------------------------------------------------


@every_kind
def test_checkpoints_there_and_back(model):
    x, file = torch.randn(2, 3, 64, 64), io.BytesIO()
    wrapped = nn.DataParallel(model)
    assert torch.equal(wrapped(x), model(x))
    torch.save(wrapped.state_dict(), file)
    file.seek(0)
    state = torch.load(file, weights_only=True)
    other = ResNet(model.architecture).eval()
    with pytest.raises(RuntimeError, match=r'Unexpected key\(s\) .*"module.conv1.weight"'):
        other.load_state_dict(state)
    consume_prefix_in_state_dict_if_present(state, "module.")
    other.load_state_dict(state)
    for twin in (other, copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        assert torch.equal(twin(x), model(x))


def shapes(**options):
    with torch.device("meta"):
        model = resnet("resnet50", **TINY | options)
    return {name: value.shape for name, value in model.state_dict().items()}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"stride_in": "1x1"}, {}, True),  # the original's weights load into v1.5
        ({"replace_stride_with_dilation": (False, True, True)}, {}, True),
        ({"shortcut": "A"}, {"shortcut": "none"}, True),  # neither has projections
        ({"shortcut": "A"}, {"shortcut": "B"}, False),
        ({"stem": "cifar"}, {}, False),  # conv1 is 3×3
        ({"num_classes": 10}, {}, False),
        ({"preactivation": True}, {}, False),
        ({"groups": 2, "width_per_group": 32}, {}, False),  # the 3×3 has half the weights
    ],
)
def test_which_checkpoints_fit(one, other, same):
    assert (shapes(**one) == shapes(**other)) is same


# --- compilers, exporters, quantisation ----------------------------------------------------------


@contextmanager
def deprecated():
    """Older ways, which torch still has and users still go."""
    with warnings.catch_warnings():
        for category in (DeprecationWarning, FutureWarning, UserWarning):
            warnings.simplefilter("ignore", category)
        yield


@kinds_apart
def test_tracing_and_scripting(model):
    x, other = torch.randn(2, 3, 64, 64), torch.randn(3, 3, 40, 72)
    want = model(other)
    assert torch.equal(fx.symbolic_trace(model)(other), want)
    with deprecated():
        warnings.simplefilter("error", torch.jit.TracerWarning)
        compiled = [torch.jit.trace(model, x), torch.jit.script(model)]
    for way in compiled:
        torch.testing.assert_close(way(other), want)


@kinds_apart
def test_one_graph_for_the_compiler(model):
    torch.compiler.reset()
    compiled = torch.compile(model, backend="eager", fullgraph=True)
    x = torch.randn(2, 3, 64, 64)
    assert torch.equal(compiled(x), model(x))


# Of sizes, torch 2.6 and older can only be told that they are multiples of the whole stride.
STEP = 1 if TorchVersion(torch.__version__) >= (2, 13) else 32


@pytest.mark.parametrize("kind", ["bottleneck", "cifar, option A"])
def test_exporting_for_any_image(kind):
    model = KINDS[kind]
    height, width = (
        Dim(name, min=33 if STEP == 1 else 2, max=64 * 64) for name in ("height", "width")
    )
    sizes = {0: Dim("n", min=1), 2: height, 3: width}
    if STEP > 1:
        sizes |= {2: STEP * height, 3: STEP * width}
    exported = export(model, (torch.randn(2, 3, 64, 64),), dynamic_shapes=(sizes,)).module()
    x = torch.randn(3, 3, 64 + STEP, 64 + 3 * STEP)
    torch.testing.assert_close(exported(x), model(x), rtol=1e-4, atol=1e-4)


@kinds_apart
def test_onnx(model):
    sizes = {0: "n", 2: "h", 3: "w"}
    options = {"input_names": ["x"], "dynamic_axes": {"x": sizes}, "opset_version": 17}
    if "dynamo" in inspect.signature(torch.onnx.export).parameters:
        options["dynamo"] = False  # the other way begins with torch.export, tested beside it
    file, other = io.BytesIO(), torch.randn(3, 3, 41, 50)
    with deprecated():
        torch.onnx.export(model, (torch.randn(2, 3, 64, 64),), file, **options)
    graph = onnx.load_from_string(file.getvalue())
    onnx.checker.check_model(graph, full_check=True)
    (got,) = ReferenceEvaluator(graph).run(None, {"x": other.numpy()})
    np.testing.assert_allclose(got, model(other).detach().numpy(), rtol=1e-3, atol=1e-4)


@kinds_apart
def test_quantisation_by_its_graph(model):
    x = torch.randn(8, 3, 64, 64)
    with deprecated():
        from torch.ao.quantization import get_default_qconfig_mapping
        from torch.ao.quantization.quantize_fx import convert_fx, prepare_fx

        prepared = prepare_fx(copy.deepcopy(model), get_default_qconfig_mapping("fbgemm"), (x,))
        torch.testing.assert_close(prepared(x), model(x), rtol=1e-3, atol=1e-3)
        quantised = convert_fx(prepared)
        want = model(x).detach()
        error = (quantised(x).detach() - want).norm() / want.norm()
    convolutions = [m for m in model.modules() if isinstance(m, nn.Conv2d)]
    kinds = [type(m) for m in quantised.modules() if "Conv" in type(m).__name__]
    assert len(kinds) == len(convolutions)
    assert all("quantized" in kind.__module__ for kind in kinds)
    assert 0 < float(error) < 0.5
