using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Archivist.Media.Mastering;

/// <summary>A SHA-256 over everything in a layout but contents: the seed of all identifiers that an image needs.</summary>
internal static class LayoutFingerprint
{
    internal static string Of(DiscLayout layout)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // UTF-16, because a path may hold halves of surrogate pairs, which UTF-8 would make equal.
        void Add(string text) => hash.AppendData(MemoryMarshal.AsBytes((text + "\0").AsSpan()));

        var format = layout.Format;
        Add($"{layout.VolumeIdentifier}\0{layout.CreatedAt.UtcTicks}\0{layout.Publisher}\0{layout.ApplicationIdentifier}");
        Add($"{format.IsoLevel}\0{format.RockRidge}\0{format.JolietLength}\0{format.Udf}\0{format.Alignment}\0{format.Padding}\0{format.ChecksumTags}");
        foreach (var file in layout.Files)
            Add($"{Of(file)}\0{file.Content.Length}");
        foreach (var folder in layout.Folders)
            Add(Of(folder));
        foreach (var link in layout.Links)
            Add($"{Of(link)}\0{link.Target}");
        foreach (var link in layout.HardLinks)
            Add($"{link.Path}\0{link.Target}");
        foreach (var special in layout.Specials)
            Add($"{Of(special)}\0{special.Kind}\0{special.Major}\0{special.Minor}");
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Of(DiscNode node) =>
        $"{node.Path}\0{node.ModifiedAt.UtcTicks}\0{node.Mode}\0{node.UserId}\0{node.GroupId}";
}
