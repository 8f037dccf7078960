"""A bottleneck and its plain twin, when the residual branch gives nothing but zeros."""

import torch

from resnet_ref import Bottleneck

x = torch.rand(1, 256, 8, 8)
for shortcut in ("B", "none"):
    unit = Bottleneck(256, 64, shortcut=shortcut).eval()
    torch.nn.init.zeros_(unit.bn3.weight)
    y = unit(x)
    print(f"shortcut {shortcut}: input unchanged {torch.equal(y, x)}, all zeros {not y.any()}")
# > shortcut B: input unchanged True, all zeros False
# > shortcut none: input unchanged False, all zeros True
