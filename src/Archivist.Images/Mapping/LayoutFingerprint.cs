using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Archivist.Images.Model;

namespace Archivist.Images.Mapping;

/// <summary>A SHA-256 over everything in a layout but contents: the seed of all identifiers that an image needs.</summary>
internal static class LayoutFingerprint
{
    internal static string Of(DiscLayout layout)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var format = layout.Format;
        Add(hash, layout.VolumeIdentifier, layout.CreatedAt.UtcTicks);
        Add(hash, layout.Publisher);
        Add(hash, layout.DataPreparer);
        Add(hash, layout.ApplicationIdentifier);
        Add(hash, "", format.IsoLevel, format.RockRidge ? 1 : 0, format.JolietLength, (long)format.Udf, format.Alignment, format.Padding, format.ChecksumTags ? 1 : 0);
        foreach (var file in layout.Files)
            Add(hash, file, file.Content.Length);
        foreach (var folder in layout.Folders)
            Add(hash, folder, -1);
        foreach (var link in layout.Links)
        {
            Add(hash, link, -2);
            Add(hash, link.Target);
        }

        foreach (var link in layout.HardLinks)
        {
            Add(hash, link.Path, -3);
            Add(hash, link.Target);
        }

        foreach (var special in layout.Specials)
        {
            Add(hash, special, -4);
            Add(hash, "", (long)special.Kind, special.Major, special.Minor);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, DiscNode node, long length) =>
        Add(hash, node.Path, node.ModifiedAt.UtcTicks, node.Mode, node.UserId, node.GroupId, length);

    /// <summary>UTF-16, because a path may hold halves of surrogate pairs, which UTF-8 would make equal; and its length, so that nothing runs together.</summary>
    private static void Add(IncrementalHash hash, string text, params ReadOnlySpan<long> numbers)
    {
        ReadOnlySpan<long> lengths = [text.Length, numbers.Length];
        hash.AppendData(MemoryMarshal.AsBytes(lengths));
        hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(numbers));
    }
}
