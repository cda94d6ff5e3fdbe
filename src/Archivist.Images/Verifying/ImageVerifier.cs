using Archivist.Images.Checksums;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Images.Verifying;

/// <summary>
/// Reads an image of ours back and says whether every byte is as it was written: the checksum tags, both trees, all
/// structures with checksums of their own, the copies at the end, and every object of the repository against its name.
/// </summary>
public sealed class ImageVerifier
{
    /// <summary>The directory of the image whose objects are compared with their names; null for none.</summary>
    public string? ObjectsFolder { get; init; } = "repository";

    /// <summary>Whether an image without that directory is damaged even if nothing else says that it must have one.</summary>
    public bool RequiresObjects { get; init; } = true;

    /// <summary>The SHA-256 that the image must have, alone or with all that follows it such as error correction, when it is known.</summary>
    public Digest? Expected { get; init; }

    /// <summary>Verifies a file or the disc in a drive.</summary>
    public async Task<ImageVerdict> VerifyAsync(string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var source = FileImageSource.Open(path);
        return await VerifyAsync(source, progress, cancellationToken);
    }

    /// <summary>
    /// Verifies a source, which stays open. Damage is a finding; an image in which not even the volume descriptors can be read
    /// is an <see cref="ArchivistException"/> of <see cref="Failure.MediumFailed"/>.
    /// </summary>
    public async Task<ImageVerdict> VerifyAsync(IImageSource source, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var reader = new BlockReader(source);
        var findings = new Findings();
        if (await OpenAsync(reader, cancellationToken) is not { } volume)
            return await OtherImage.VerifyUdfAsync(source, Expected, findings, progress, cancellationToken);
        var length = volume.Blocks * Sector.Size;
        if (!volume.IsOurs)
            length = Math.Max(length, await ImageExtent.FindAsync(source, cancellationToken) ?? 0);
        if (source.Length < length)
            findings.Add(Cut(source, length));

        var tree = await findings.TryAsync(() => IsoTree.ReadAsync(reader, volume, cancellationToken));
        var files = tree?.All().Where(entry => entry.Kind is DiscEntryKind.File).ToList() ?? [];
        var objects = FindObjects(tree, findings);
        var tags = volume.IsOurs
            ? await CheckOwnAsync(reader, volume, tree, files, findings, cancellationToken)
            : await OtherImage.CheckAsync(reader, volume, tree, findings, cancellationToken);
        using var pass = new ContentPass(source, tags, objects, Expected is not null, findings);
        await pass.RunAsync(Math.Min(length, source.Length), progress, cancellationToken);
        // Only when it is not that of the image itself is the rest read.
        if (Expected is { } expected && pass.Whole is { } actual && expected != actual && !await pass.GoesOnAsync(expected, length, source.Length, cancellationToken))
            findings.Add(Wrong(expected, actual));
        return new ImageVerdict(length, files.Count, objects.Count, pass.Whole, findings.List) { Notes = findings.Notes };
    }

    /// <summary>All that an image of ours has, down to the last copy of a structure.</summary>
    private static async Task<IReadOnlyList<ChecksumTag>> CheckOwnAsync(
        BlockReader reader, IsoVolume volume, DiscEntry? tree, IReadOnlyList<DiscEntry> files, Findings findings, CancellationToken cancellationToken)
    {
        var hasUdf = await HasUdfAsync(reader, volume, cancellationToken);
        await CheckStructuresAsync(reader, volume, hasUdf, tree, findings, cancellationToken);
        var tags = volume.HasChecksumTags
            ? await TagChain.ReadAsync(reader, hasUdf ? volume.End + 3 : volume.End, findings, cancellationToken)
            : [];
        if (tags.Count == 3)
        {
            await findings.TryAsync(async () =>
            {
                await TailCheck.CheckAsync(
                    reader, tags[2].Position, volume.Blocks, volume.BootCatalogBlock is not null, hasUdf, findings, cancellationToken);
                return findings;
            });
        }

        TreeComparison.CheckOverlaps(files, findings);
        return tags;
    }

    /// <summary>Null for an image that has UDF only.</summary>
    private static async Task<IsoVolume?> OpenAsync(BlockReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await IsoVolume.ReadAsync(reader, cancellationToken)
                ?? (await OtherImage.FindRecognitionAsync(reader, Iso9660.VolumeDescriptor.FirstBlock, cancellationToken) is not null ? (IsoVolume?)null
                : throw new DamagedImageException("volume descriptors", Iso9660.VolumeDescriptor.FirstBlock * Sector.Size, "are missing"));
        }
        catch (DamagedImageException e)
        {
            throw e.ForOperator(reader.Source.Location);
        }
    }

    /// <summary>
    /// UDF is there unless the block behind the descriptors is as one without it leaves it: zeros, or the first checksum tag.
    /// </summary>
    private static async Task<bool> HasUdfAsync(BlockReader reader, IsoVolume volume, CancellationToken cancellationToken)
    {
        try
        {
            var block = await reader.ReadAsync(volume.End, "volume recognition sequence", cancellationToken);
            return volume.HasChecksumTags ? ChecksumTag.Read(block.Span, ChecksumTagKind.Superblock) is null : block.Span.ContainsAnyExcept((byte)0);
        }
        catch (DamagedImageException)
        {
            return true;
        }
    }

    private static async Task CheckStructuresAsync(
        BlockReader reader, IsoVolume volume, bool hasUdf, DiscEntry? tree, Findings findings, CancellationToken cancellationToken)
    {
        var udf = !hasUdf ? null : await findings.TryAsync(() => UdfCheck.CheckAsync(reader, volume.End, findings, cancellationToken));
        var udfTree = udf is null ? null : await findings.TryAsync(() => UdfTree.ReadAsync(reader, udf, cancellationToken));
        if (tree is null)
            return;
        if (udfTree is not null && await IsoTree.HasRockRidgeAsync(reader, volume, cancellationToken))
            TreeComparison.Compare(tree, udfTree, findings);
        if (volume.BootCatalogBlock is null)
            return;
        await findings.TryAsync(async () =>
        {
            await BootCheck.CheckAsync(reader, volume, tree, findings, cancellationToken);
            return tree;
        });
    }

    /// <summary>The objects in the order of the disc. One that is cut into pieces is not of our writing.</summary>
    private List<ObjectPlace> FindObjects(DiscEntry? tree, Findings findings)
    {
        var folder = ObjectsFolder?.Split('/').Aggregate(tree, (entry, name) => entry?.Child(name));
        if (folder is null)
        {
            if (ObjectsFolder is not null && tree is not null && (RequiresObjects || tree.Child(DiscMark) is not null))
                findings.Damaged(ObjectsFolder, 0, "is not a folder of the image");
            return [];
        }

        var objects = new List<ObjectPlace>();
        foreach (var file in folder.All().Where(entry => entry.Kind is DiscEntryKind.File))
        {
            var path = file.Path[(folder.Path.Length + 1)..];
            if (!RepositoryLayout.TryParsePath(path, out var name) || name.Kind is ObjectKind.Configuration)
                continue;
            var extents = TreeComparison.Joined(file.Extents);
            if (extents.Count > 1)
                findings.Damaged(file.Path, extents[0].Offset, "does not lie in one piece");
            else
                objects.Add(new ObjectPlace(name, file.Path, extents.Count == 0 ? new DiscExtent(0, 0) : extents[0]));
        }

        objects.Sort((a, b) => a.Extent.Offset.CompareTo(b.Extent.Offset));
        return objects;
    }

    /// <summary>Every disc with a repository has this directory as well (docs/formats/catalogue.md).</summary>
    private const string DiscMark = ".archivist";

    private static ImageFinding.Truncated Cut(IImageSource source, long length) => new()
    {
        Thing = "image",
        Offset = source.Length,
        Missing = length - source.Length,
    };

    internal static ImageFinding.WrongImage Wrong(Digest expected, Digest actual) => new()
    {
        Thing = "image",
        Offset = 0,
        Expected = expected,
        Actual = actual,
    };
}
