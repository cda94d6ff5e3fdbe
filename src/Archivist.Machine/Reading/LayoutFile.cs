namespace Archivist.Machine.Reading;

/// <summary>A file of a machine's layout: the unedited output of a tool, under the tool's own name. Immutable.</summary>
/// <param name="Path">Relative, with <c>/</c>: <c>lsblk.json</c>, <c>sfdisk/sda.dump</c>, <c>vgcfg/NAME</c>, <c>ext4/UUID</c>.</param>
/// <param name="Content">What the tool wrote.</param>
public sealed record LayoutFile(string Path, ReadOnlyMemory<byte> Content);
