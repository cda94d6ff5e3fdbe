using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Images.Reading;

/// <summary>
/// An image or disc, opened for reading through our own code: the tree is read at once, contents on demand.
/// Whatever the bytes say, the worst that happens is an <see cref="ArchivistException"/> of <see cref="Failure.MediumFailed"/>.
/// </summary>
public sealed class DiscImage : IDisposable
{
    private DiscImage(
        IImageSource source, DiscFileSystem fileSystem, DiscEntry root, string volumeIdentifier, IsoVolume? iso, IEnumerable<DamagedImageException> passed)
    {
        Source = source;
        FileSystem = fileSystem;
        Root = root;
        VolumeIdentifier = volumeIdentifier;
        CreatedAt = iso?.CreatedAt;
        Length = iso is null ? source.Length : iso.Blocks * Sector.Size;
        Findings = [.. passed.Select(damage => new ImageFinding.DamagedStructure { Thing = damage.Thing, Offset = damage.Offset, Cause = new Cause.Detail(damage.Reason) })];
    }

    /// <summary>The path of the file or drive.</summary>
    public string Location => Source.Location;

    /// <summary>Which of its file systems is being read.</summary>
    public DiscFileSystem FileSystem { get; }

    /// <summary>The name of the volume.</summary>
    public string VolumeIdentifier { get; }

    /// <summary>When the volume was made, if it says so.</summary>
    public DateTimeOffset? CreatedAt { get; }

    /// <summary>Bytes of the volume by its own account; the medium can be longer.</summary>
    public long Length { get; }

    /// <summary>The root directory.</summary>
    public DiscEntry Root { get; }

    /// <summary>Damaged structures that were read from a copy or from the other file system instead; empty for a good image.</summary>
    public IReadOnlyList<ImageFinding> Findings { get; }

    internal IImageSource Source { get; }

    /// <summary>
    /// Opens a source, which the image closes: ISO 9660 if it is there and whole, otherwise UDF, and Joliet when everything else is damaged;
    /// or the file system that is <paramref name="wanted"/>.
    /// </summary>
    /// <exception cref="ArchivistException"><see cref="Failure.MediumFailed"/>: no file system can be read.</exception>
    public static async Task<DiscImage> OpenAsync(IImageSource source, DiscFileSystem? wanted, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(source, wanted, cancellationToken);
        }
        catch (Exception e)
        {
            source.Dispose();
            if (e is DamagedImageException damage)
                throw damage.ForOperator(source.Location);
            throw;
        }
    }

    /// <summary>The entry of that path, <c>a/b/c</c>, or null.</summary>
    public DiscEntry? Find(string path)
    {
        var entry = Root;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Child(name) is not { } child)
                return null;
            entry = child;
        }

        return entry;
    }

    /// <summary>Opens a file by its path; the stream is seekable.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.MediumFailed"/>: the image has no such file (<see cref="ImageLacksFile"/>).</exception>
    public Stream OpenFile(string path) =>
        Find(path) is { Kind: DiscEntryKind.File } file
            ? OpenFile(file)
            : throw new ArchivistException(new ImageLacksFile(Location, path));

    /// <summary>Opens a file of this image; the stream is seekable.</summary>
    public Stream OpenFile(DiscEntry file) => new ExtentStream(Source, file.Extents, file.Path);

    /// <summary>A part of a file as a stream of its own; the part must lie inside the file.</summary>
    public Stream OpenPart(DiscEntry file, long offset, long length)
    {
        var extents = new List<DiscExtent>();
        foreach (var extent in file.Extents)
        {
            var skipped = Math.Min(offset, extent.Length);
            var taken = Math.Min(length, extent.Length - skipped);
            if (taken > 0)
                extents.Add(extent with { Offset = extent.IsHole ? extent.Offset : extent.Offset + skipped, Length = taken });
            offset -= skipped;
            length -= taken;
        }

        return new ExtentStream(Source, extents, file.Path);
    }

    /// <inheritdoc/>
    public void Dispose() => Source.Dispose();

    private static async Task<DiscImage> ReadAsync(IImageSource source, DiscFileSystem? wanted, CancellationToken cancellationToken)
    {
        var passed = new List<DamagedImageException>();
        var iso = await TryAsync(passed, () => IsoVolume.FindNewestAsync(new BlockReader(source), cancellationToken));
        DiscImage Iso(DiscEntry root) => new(source, DiscFileSystem.Iso9660, root, iso!.VolumeIdentifier, iso, passed);

        if (iso is not null && wanted is not DiscFileSystem.Udf
            && await TryAsync(passed, () => IsoTree.ReadAsync(new BlockReader(source), iso, cancellationToken)) is { } tree)
        {
            return Iso(tree);
        }

        if (wanted is not DiscFileSystem.Iso9660
            && await TryAsync(passed, () => ReadUdfAsync(source, passed, cancellationToken)) is { } udf)
        {
            return new DiscImage(source, DiscFileSystem.Udf, udf.Root, iso?.VolumeIdentifier ?? udf.Volume.Identifier, iso, passed);
        }

        if (wanted is null && iso is { JolietRoot: not null }
            && await TryAsync(passed, () => IsoTree.ReadJolietAsync(new BlockReader(source), iso, cancellationToken)) is { } joliet)
        {
            return Iso(joliet);
        }

        throw passed.Count > 0
            ? passed[0]
            : new DamagedImageException("volume", Iso9660.VolumeDescriptor.FirstBlock * Sector.Size, "is not of a known file system");
    }

    /// <summary>From the copy of the metadata where there is one and they are damaged; null when there is no UDF.</summary>
    private static async Task<UdfContents?> ReadUdfAsync(IImageSource source, List<DamagedImageException> passed, CancellationToken cancellationToken)
    {
        var reader = new BlockReader(source);
        if (await UdfVolume.ReadAsync(reader, cancellationToken) is not { } volume)
            return null;
        passed.AddRange(volume.Passed);
        try
        {
            return new UdfContents(volume, await UdfTree.ReadAsync(reader, volume, cancellationToken));
        }
        catch (DamagedImageException e) when (volume.Metadata is { IsMirror: false })
        {
            passed.Add(e);
            reader = new BlockReader(source);
            volume = await volume.WithMirrorAsync(reader, cancellationToken);
            return new UdfContents(volume!, await UdfTree.ReadAsync(reader, volume!, cancellationToken));
        }
    }

    private static async Task<T?> TryAsync<T>(List<DamagedImageException> passed, Func<Task<T>> read)
        where T : class?
    {
        try
        {
            return await read();
        }
        catch (DamagedImageException e)
        {
            passed.Add(e);
            return null;
        }
    }

    private sealed record UdfContents(UdfVolume Volume, DiscEntry Root);
}
