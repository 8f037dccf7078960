from resnet_ref import architecture, count, finding

NETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")
layers = [layer for net in NETS for layer in count(net).layers if "downsample" in layer.name]
convs = [unit.projection for net in NETS for unit in architecture(net).units() if unit.projection]

finding(
    "downsample-is-pooling",
    as_read={"a_pooling_layer_in_any": any(layer.activations == 0 for layer in layers)},
    otherwise={
        "an_output_sees_several_positions": any(conv.kernel_size > 1 for conv in convs),
        "any_has_no_weights": any(layer.parameters == 0 for layer in layers),
    },
    numbers={
        "layers_inside": len(layers) // len(convs),
        "kernel_size": max(conv.kernel_size for conv in convs),
    },
)
