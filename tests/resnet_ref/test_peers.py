"""What torchvision and timm test of their nets, and what their users do, written anew."""

import copy
import io
import pickle
import warnings

import pytest
import torch
from torch import fx, nn
from torch.export import Dim, export
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
    for name, output in seen.items():  # nothing after a stage has written over what it gave
        assert torch.equal(Taken(model, [name])(x)[name], output)


# --- timm: batches, types, layouts ----------------------------------------------------------------


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


# --- checkpoints ---------------------------------------------------------------------------------


@every_kind
def test_checkpoints_there_and_back(model):
    x, file = torch.randn(2, 3, 64, 64), io.BytesIO()
    torch.save(model.state_dict(), file)
    file.seek(0)
    other = ResNet(model.architecture).eval()
    other.load_state_dict(torch.load(file, weights_only=True))
    for twin in (other, copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        assert torch.equal(twin(x), model(x))


# --- compilers and exporters ----------------------------------------------------------------------


@kinds_apart
def test_tracing_and_scripting(model):
    x, other = torch.randn(2, 3, 64, 64), torch.randn(3, 3, 40, 72)
    want = model(other)
    assert torch.equal(fx.symbolic_trace(model)(other), want)
    with warnings.catch_warnings():
        for category in (DeprecationWarning, FutureWarning, UserWarning):  # of torch.jit itself
            warnings.simplefilter("ignore", category)
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
