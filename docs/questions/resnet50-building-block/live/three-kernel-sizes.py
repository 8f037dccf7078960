from resnet_ref import architecture, finding

units = list(architecture("resnet50").units())
kernel_sizes = [{conv.kernel_size for conv in unit.convs} for unit in units]
channels = [{conv.out_channels for conv in unit.convs} for unit in units]
both = [{(conv.kernel_size, conv.out_channels) for conv in unit.convs} for unit in units]

finding(
    "three-kernel-sizes",
    as_read={"three_kernel_sizes": any(len(sizes) == 3 for sizes in kernel_sizes)},
    otherwise={
        "three_output_channel_counts": any(len(counts) == 3 for counts in channels),
        "three_entries_as_in_table_1": all(len(entries) == 3 for entries in both),
    },
    numbers={
        "units": len(units),
        "convolutions_a_unit": max(len(unit.convs) for unit in units),
        "most_kernel_sizes_in_a_unit": max(map(len, kernel_sizes)),
    },
)
