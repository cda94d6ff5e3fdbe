using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Archivist.Images.Checksums;

/// <summary>The kinds of tag; each covers everything from the first block to the block before itself.</summary>
internal enum ChecksumTagKind
{
    /// <summary>After the volume descriptors.</summary>
    Superblock,

    /// <summary>After all metadata.</summary>
    Tree,

    /// <summary>After all files.</summary>
    Session,
}

/// <summary>
/// A block of text that holds the MD5 of the blocks before it, in the format of libisofs ("Description of libisofs MD5
/// checksumming", doc/checksums.txt there), so that <c>xorriso -check_media</c> can check an image without us.
/// </summary>
internal sealed partial record ChecksumTag(ChecksumTagKind Kind, long Position, long RangeSize, long? Next, string Md5)
{
    internal void WriteTo(Span<byte> block)
    {
        var next = Next is { } position ? $" next={position}" : "";
        var text = $"{Magic(Kind)} pos={Position} range_start=0 range_size={RangeSize}{next} md5={Md5}";
        Encoding.ASCII.GetBytes($"{text} self={Self(text)}\n", block);
    }

    /// <summary>Reads a tag; null unless every byte of the block is as a writer would have made it.</summary>
    internal static ChecksumTag? Read(ReadOnlySpan<byte> block, ChecksumTagKind kind)
    {
        var end = block.IndexOf((byte)'\n');
        if (end < 0 || block[(end + 1)..].ContainsAnyExcept((byte)0))
            return null;
        var match = Line().Match(Encoding.Latin1.GetString(block[..end]));
        if (!match.Success || match.Groups["magic"].Value != Magic(kind) || match.Groups["self"].Value != Self(match.Groups["text"].Value))
            return null;
        return new ChecksumTag(
            kind,
            Number(match, "pos"),
            Number(match, "size"),
            match.Groups["next"].Success ? Number(match, "next") : null,
            match.Groups["md5"].Value);
    }

    private static string Magic(ChecksumTagKind kind) => kind switch
    {
        ChecksumTagKind.Superblock => "libisofs_sb_checksum_tag_v1",
        ChecksumTagKind.Tree => "libisofs_tree_checksum_tag_v1",
        _ => "libisofs_checksum_tag_v1",
    };

    private static long Number(Match match, string group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static string Self(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(text)));

    [GeneratedRegex(
        @"\A(?<text>(?<magic>libisofs_[a-z_]+v1) pos=(?<pos>\d{1,10}) range_start=0 range_size=(?<size>\d{1,10})"
        + @"(?: next=(?<next>\d{1,10}))? md5=(?<md5>[0-9a-f]{32})) self=(?<self>[0-9a-f]{32})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
