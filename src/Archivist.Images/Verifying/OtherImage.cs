using Archivist.Images.Checksums;
using Archivist.Images.Mapping;
using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Images.Verifying;

/// <summary>
/// Images that other programs made. They keep to the standards and not to our habits: copies that differ, extents that are shared and structures that
/// we do not know are no damage there. What has a checksum of its own, and what cannot be read, is judged as everywhere.
/// </summary>
internal static class OtherImage
{
    /// <summary>ECMA-167 2/8.3: the recognition sequence ends at the first block that is none of its; other programs put a block of their own in front.</summary>
    private const int RecognitionBlocks = 32;

    internal static async Task<IReadOnlyList<ChecksumTag>> CheckAsync(
        BlockReader reader, IsoVolume volume, DiscEntry? tree, Findings findings, CancellationToken cancellationToken)
    {
        if (await FindRecognitionAsync(reader, volume.End, cancellationToken) is not null)
            await CheckUdfAsync(reader, tree, findings, cancellationToken);
        var block = await TryReadAsync(reader, volume.End, cancellationToken);
        var tags = block is not null && ChecksumTag.Read(block, ChecksumTagKind.Superblock) is not null
            ? await TagChain.ReadAsync(reader, volume.End, findings, cancellationToken)
            : [];
        if (tags.Count == 0)
            findings.Note(new ImageUnchecked(IsUdfOnly: false));
        return tags;
    }

    /// <summary>Verifies an image without ISO 9660.</summary>
    internal static async Task<ImageVerdict> VerifyUdfAsync(
        IImageSource source, Digest? expected, Findings findings, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var image = await DiscImage.OpenAsync(new Borrowed(source), DiscFileSystem.Udf, cancellationToken);
        findings.Note(new ImageUnchecked(IsUdfOnly: true));
        var end = await ImageExtent.FindAsync(source, cancellationToken) ?? source.Length;
        if (source.Length < end)
            findings.Add(new ImageFinding.Truncated { Thing = "image", Offset = source.Length, Missing = end - source.Length });
        using var pass = new ContentPass(source, [], [], expected is not null, findings);
        await pass.RunAsync(source.Length, progress, cancellationToken);
        if (expected is { } wanted && pass.Whole is { } actual && actual != wanted)
            findings.Add(ImageVerifier.Wrong(wanted, actual));
        var files = image.Root.All().Count(entry => entry.Kind is DiscEntryKind.File);
        return new ImageVerdict(source.Length, files, 0, pass.Whole, findings.List) { Notes = findings.Notes };
    }

    /// <summary>The block in which UDF begins to announce itself; null without UDF.</summary>
    internal static async Task<long?> FindRecognitionAsync(BlockReader reader, long from, CancellationToken cancellationToken)
    {
        for (var block = from; block < from + RecognitionBlocks; block++)
        {
            if (await TryReadAsync(reader, block, cancellationToken) is not { } bytes)
                return null;
            if (bytes.AsSpan(1).StartsWith("BEA01"u8))
                return block;
        }

        return null;
    }

    private static async Task CheckUdfAsync(BlockReader reader, DiscEntry? tree, Findings findings, CancellationToken cancellationToken)
    {
        try
        {
            var (main, reserve) = await UdfVolume.ReadAnchorAsync(reader, Sector.Size, UdfPlaces.Anchor, cancellationToken);
            var volume = await UdfVolume.ReadSequenceAsync(reader, Sector.Size, main, reserve, useReserve: false, cancellationToken);
            var udf = await UdfTree.ReadAsync(reader, volume, cancellationToken);
            if (tree is not null && udf.All().Count() is var names && tree.All().Count() is var others && names != others)
                findings.Note(new TreeSizesDiffer(names, others));
        }
        catch (DamagedImageException e) when (e.Reason.Contains("checksum", StringComparison.Ordinal) || e.Reason.Contains("CRC", StringComparison.Ordinal) || tree is null)
        {
            findings.Damaged(e.Thing, e.Offset, e.Reason);
        }
        catch (DamagedImageException e)
        {
            findings.Note(new UdfUnusual(e.Thing, e.Offset / Sector.Size, new Cause.Detail(e.Reason)));
        }
    }

    private static async Task<byte[]?> TryReadAsync(BlockReader reader, long block, CancellationToken cancellationToken)
    {
        try
        {
            return (await reader.ReadAsync(block, "volume recognition sequence", cancellationToken)).ToArray();
        }
        catch (DamagedImageException)
        {
            // The image ends here; whether it may is judged by its length.
            return null;
        }
    }

    /// <summary>A source that stays open when the image that reads it is closed.</summary>
    private sealed class Borrowed(IImageSource source) : IImageSource
    {
        public string Location => source.Location;

        public long Length => source.Length;

        public int Read(long offset, Span<byte> buffer) => source.Read(offset, buffer);

        public void Dispose()
        {
        }
    }
}
