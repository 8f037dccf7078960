from resnet_ref import architecture, count, finding

wide50, resnet50 = count("wide_resnet50_2"), count("resnet50")
doubled = count("resnet50", widths=(128, 256, 512, 1024))
units = list(zip(architecture("wide_resnet50_2").units(), architecture("resnet50").units()))
wide, plain = (
    [layer.out_shape[0] for layer in net.layers if layer.macs and layer.name != "fc"]
    for net in (wide50, resnet50)
)

finding(
    "wide-resnet50-2-doubles-all",
    as_read={"every_convolution": all(a == 2 * b for a, b in zip(wide, plain))},
    otherwise={
        "the_3x3_of_every_unit": all(a.inner_width == 2 * b.inner_width for a, b in units),
        "the_output_of_every_unit": all(a.out_channels == 2 * b.out_channels for a, b in units),
        "what_fc_takes": wide50.stages[-1].out_shape[0] == 2 * resnet50.stages[-1].out_shape[0],
    },
    numbers={
        "parameters": wide50.parameters,
        "macs": wide50.macs,
        "doubled_parameters": doubled.parameters,
        "doubled_macs": doubled.macs,
    },
)
