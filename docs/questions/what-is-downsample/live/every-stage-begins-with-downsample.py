from resnet_ref import architecture, finding

NETS = ("resnet18", "resnet34", "resnet50", "resnet101", "resnet152")
units = {net: list(architecture(net).units()) for net in NETS}
begins = {  # (net, unit) -> whether the first unit of the stage has one
    (net, unit.name): unit.projection is not None
    for net in NETS
    for unit in units[net]
    if unit.first
}
inner = [unit for net in NETS for unit in units[net] if not unit.first]

finding(
    "every-stage-begins-with-downsample",
    as_read={"every_stage_of_the_five_nets": all(begins.values())},
    otherwise={
        "every_stage_of_resnet50_101_152": all(
            has for (net, _), has in begins.items() if net in NETS[2:]
        ),
        "every_stage_of_resnet18_34": all(
            has for (net, _), has in begins.items() if net in NETS[:2]
        ),
        "stages_2_to_4_of_all_five": all(
            has for (_, name), has in begins.items() if name != "layer1.0"
        ),
    },
    numbers={
        "stages": len(begins),
        "stages_that_do": sum(begins.values()),
        "inner_units": len(inner),
        "inner_units_with_one": sum(unit.projection is not None for unit in inner),
    },
)
