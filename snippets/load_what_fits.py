"""Load a checkpoint as far as it fits, and say what did not arrive."""

from torch import nn

from resnet_ref import resnet


def load_what_fits(model, checkpoint):
    state = checkpoint.get("state_dict", checkpoint)  # some keep the optimizer beside it
    state = {key.removeprefix("module."): value for key, value in state.items()}
    own = model.state_dict()
    fits = {k: v for k, v in state.items() if k in own and v.shape == own[k].shape}
    model.load_state_dict(fits, strict=False)
    print(f"{len(fits)} of {len(own)} tensors loaded, not {sorted(own.keys() - fits)}")


trained = nn.DataParallel(resnet("resnet18"))  # 1000 classes
checkpoint = {"epoch": 90, "state_dict": trained.state_dict()}
load_what_fits(resnet("resnet18", num_classes=10), checkpoint)
# > 120 of 122 tensors loaded, not ['fc.bias', 'fc.weight']
