using System.Globalization;

namespace Archivist.Machine.Reading;

/// <summary>What <c>dumpe2fs -h</c> tells of an ext2, ext3 or ext4 file system. Immutable.</summary>
/// <param name="Features">As mke2fs(8) names them, without those that only describe a state.</param>
/// <param name="BlockSize">In bytes.</param>
/// <param name="InodeSize">In bytes.</param>
/// <param name="UsedBytes">Blocks in use, with the file system's own; null where it is not listed.</param>
/// <param name="BytesPerInode">How densely inodes lie; null where it is not listed.</param>
/// <param name="UsedInodes">Inodes in use.</param>
internal sealed record Ext4Header(IReadOnlyList<string> Features, int BlockSize, int InodeSize, long? UsedBytes, long? BytesPerInode, long UsedInodes)
{
    /// <summary>States, which mke2fs does not take.</summary>
    private static readonly string[] States = ["needs_recovery", "orphan_present", "journal_dev", "shared_blocks"];

    /// <exception cref="FormatException">It is not a header.</exception>
    internal static Ext4Header Read(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (line.IndexOf(':') is var colon and > 0)
                fields.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
        }

        var block = Number("Block size");
        return new Ext4Header(
            [
                .. (fields.GetValueOrDefault("Filesystem features") ?? throw new FormatException("Filesystem features")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Where(feature => !States.Contains(feature) && !feature.StartsWith("FEATURE_", StringComparison.Ordinal)),
            ],
            (int)block, fields.ContainsKey("Inode size") ? (int)Number("Inode size") : 128,
            Has("Block count", "Free blocks") ? (Number("Block count") - Number("Free blocks")) * block : null,
            Has("Block count", "Inode count") && Number("Inode count") > 0 ? Number("Block count") * block / Number("Inode count") : null,
            Has("Inode count", "Free inodes") ? Number("Inode count") - Number("Free inodes") : 0);

        bool Has(params string[] names) => names.All(fields.ContainsKey);

        long Number(string name) =>
            long.TryParse(fields.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException(name);
    }
}
