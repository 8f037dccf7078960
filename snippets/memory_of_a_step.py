"""What a training step of ResNet-50 holds, without a GPU and without the memory."""

import torch

from resnet_ref import resnet50, saved_bytes

with torch.device("meta"):  # shapes without values
    model = resnet50()
parameters = sum(p.numel() for p in model.parameters())
fixed = 3 * 4 * parameters  # weights, gradients and momentum, four bytes each

for size in (224, 256):
    for batch in (1, 32, 96):
        x = torch.empty(batch, 3, size, size, device="meta")
        activations = saved_bytes(model, x)
        print(f"{batch:2} of {size}×{size}: {(fixed + activations) / 1e9:5.2f} GB")
# >  1 of 224×224:  0.39 GB
# > 32 of 224×224:  3.06 GB
# > 96 of 224×224:  8.55 GB
# >  1 of 256×256:  0.42 GB
# > 32 of 256×256:  3.90 GB
# > 96 of 256×256: 11.08 GB
