from resnet_ref import architecture, finding

units = list(architecture("resnext50_32x4d").units())
convs = {unit.name: unit.convs[1] for unit in units}  # the grouped 3×3 of each unit
shapes = {name: (conv.groups, conv.in_channels // conv.groups) for name, conv in convs.items()}
print(*(f"{name}: {groups} groups of {each}" for name, (groups, each) in shapes.items()), sep="\n")

finding(
    "resnext-32-groups-of-4",
    as_read={"every_unit": set(shapes.values()) == {(32, 4)}},
    otherwise={
        "every_unit_of_stage_1": all(
            shape == (32, 4) for name, shape in shapes.items() if name.startswith("layer1.")
        ),
        "thirty_two_groups_in_every_unit": all(groups == 32 for groups, _ in shapes.values()),
    },
    numbers={
        "units": len(units),
        "units_with_4": sum(each == 4 for _, each in shapes.values()),
    },
)
