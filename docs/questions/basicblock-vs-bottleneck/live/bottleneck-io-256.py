from resnet_ref import architecture, finding

nets = ("resnet50", "resnet101", "resnet152")
units = [unit for net in nets for unit in architecture(net).units()]


def takes_and_gives_256(unit):
    return (unit.in_channels, unit.out_channels) == (256, 256)


stage_1 = [unit for unit in units if unit.name.startswith("layer1.")]
very_first = [unit for unit in stage_1 if unit.first]

finding(
    "bottleneck-io-256",
    as_read={"every_unit": all(map(takes_and_gives_256, units))},
    otherwise={
        "inner_units_of_stage_1": all(takes_and_gives_256(u) for u in stage_1 if not u.first),
        "first_unit_of_stage_1": any(map(takes_and_gives_256, very_first)),
        "any_unit_of_stages_2_to_4": any(takes_and_gives_256(u) for u in units if u not in stage_1),
    },
    numbers={
        "units_in_all": len(units),
        "units_in_all_with_256": sum(map(takes_and_gives_256, units)),
        "first_unit_takes": very_first[0].in_channels,
        "widest_output": max(unit.out_channels for unit in units),
    },
)
