from resnet_ref import architecture, count, finding


def never_met(net, size, **options):
    """How many weights of the net's convolutions meet nothing but padding, at an image size."""
    arch, counted = architecture(net, **options), count(net, size, **options)
    conv1, pool = arch.stem_layers
    places = [(conv1, size)]  # each convolution with the side of the map that it takes
    side = counted.parts[2 if pool else 0].out_shape[1]
    for unit in arch.units():
        places += [(unit.projection, side)] if unit.projection else []
        for conv in unit.convs:
            places.append((conv, side))
            side = (side + 2 * conv.padding - conv.kernel_size) // conv.stride + 1
    unused = 0
    for conv, side in places:
        k, pad, stride = conv.kernel_size, conv.padding, conv.stride
        outputs = range((side + 2 * pad - k) // stride + 1)
        met = sum(any(0 <= i * stride + j - pad < side for i in outputs) for j in range(k))
        unused += (k**2 - met**2) * conv.in_channels * conv.out_channels // conv.groups
    return unused


net = count("resnet18", 32, num_classes=10)
last = net.stages[-1].out_shape[1]
unused = never_met("resnet18", 32)

finding(
    "torchvision-resnet18-fits-cifar",
    as_read={"more_than_one_pixel_is_left": last > 1, "every_weight_is_used": unused == 0},
    otherwise={
        "it_runs_without_an_error": last >= 1,
        "every_weight_is_used_on_images_enlarged_to_224": never_met("resnet18", 224) == 0,
    },
    numbers={
        "side_4": last,
        "unused": unused,
        "parameters": net.parameters,
        "share": round(unused / net.parameters, 4),
        "unused_at_33": never_met("resnet18", 33),
        "unused_with_a_cifar_stem": never_met("resnet18", 32, stem="cifar"),
    },
)
