"""Which ResNet is it? Read off the keys and shapes of its checkpoint."""

from resnet_ref import resnet


def which_resnet(checkpoint):
    state = checkpoint.get("state_dict", checkpoint)  # some keep the optimizer beside it
    shapes = {key.removeprefix("module."): list(value.shape) for key, value in state.items()}
    units = [
        len({k.split(".")[1] for k in shapes if k.startswith(f"layer{n}.")}) for n in range(1, 5)
    ]
    block = "Bottleneck" if "layer1.0.conv3.weight" in shapes else "BasicBlock"
    print(f"{block}, units in layer1 to layer4: {units}, {len(shapes)} tensors")
    for key in ("conv1", "layer1.0.conv2", "layer2.0.downsample.0", "fc"):
        print(f"  {key}.weight", shapes.get(f"{key}.weight", "is not there"))


# checkpoint = torch.load("my.pth", map_location="cpu")
which_resnet(resnet("resnet34", num_classes=10).state_dict())
# > BasicBlock, units in layer1 to layer4: [3, 4, 6, 3], 218 tensors
# >   conv1.weight [64, 3, 7, 7]
# >   layer1.0.conv2.weight [64, 64, 3, 3]
# >   layer2.0.downsample.0.weight [128, 64, 1, 1]
# >   fc.weight [10, 512]
which_resnet(resnet("resnet20").state_dict())
# > BasicBlock, units in layer1 to layer4: [3, 3, 3, 0], 116 tensors
# >   conv1.weight [16, 3, 3, 3]
# >   layer1.0.conv2.weight [16, 16, 3, 3]
# >   layer2.0.downsample.0.weight is not there
# >   fc.weight [10, 64]
