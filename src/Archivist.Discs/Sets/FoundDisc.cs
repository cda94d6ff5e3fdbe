using Archivist.Correction.Par2;
using Archivist.Correction.Rs03;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Discs.Stores;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

/// <summary>A disc in a drive, or an image: the part of the repository on it, which disc it is, and what it knows of others. Thread-safe.</summary>
public sealed class FoundDisc : IDisposable
{
    private const long LargestConfiguration = 1 << 20;
    private const int MostRecords = 100_000;

    private readonly DiscImage? _image;
    private readonly DiscStore? _disc;
    private readonly Func<ObjectName, IReplayableContent?> _contentOf;

    private FoundDisc(DiscImage image, DiscStore store)
        : this(store, store.FindContent) => (_image, _disc) = (image, store);

    private FoundDisc(IObjectSource store, Func<ObjectName, IReplayableContent?> contentOf) => (Store, _contentOf) = (store, contentOf);

    /// <summary>The part of the repository that is on it.</summary>
    public IObjectSource Store { get; }

    /// <summary>The SHA-256 of the repository's configuration file.</summary>
    public required Digest Repository { get; init; }

    /// <summary>The id in its record; null for a disc that was made before discs had records.</summary>
    public required CataloguedDisc? Record { get; init; }

    /// <summary>The discs that it knows, with itself.</summary>
    public required IReadOnlyList<CataloguedDisc> Catalogue { get; init; }

    /// <summary>Its name for display.</summary>
    public DiscTitle Title => (DiscTitle?)Record?.Title ?? (_image is null ? new DiscTitle.Part(Store.Location)
        : _image.VolumeIdentifier.Length > 0 ? new DiscTitle.Labelled(_image.VolumeIdentifier) : new DiscTitle.Unlabelled());

    /// <summary>The PAR2 files on it; none on most.</summary>
    public IReadOnlyList<Par2Input> RecoveryFiles => _disc?.FindRecoveryFiles() ?? [];

    /// <summary>The content of an object on it, for as long as it is open; null when it is not there.</summary>
    public IReplayableContent? FindContent(ObjectName name) => _contentOf(name);

    /// <summary>Reads a small file that lies beside the objects of the repository on this disc, such as one of its keyring; null when there is none.</summary>
    /// <param name="path">Relative to the repository, with slashes.</param>
    /// <param name="limit">The most bytes that it may have; a longer one is taken for missing.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Task<byte[]?> ReadFileAsync(string path, int limit, CancellationToken cancellationToken) =>
        _disc?.ReadFileAsync(path, limit, cancellationToken) ?? Task.FromResult<byte[]?>(null);

    /// <summary>A part of a repository that lies elsewhere, such as one that was rebuilt, as if it were a disc. The store stays with its owner.</summary>
    /// <param name="part">The part.</param>
    /// <param name="contentOf">The content of an object in it; null when it is not there.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<FoundDisc> OfPartAsync(IObjectSource part, Func<ObjectName, IReplayableContent?> contentOf, CancellationToken cancellationToken) => new(part, contentOf)
    {
        Repository = Digest.Of(await part.ReadAllAsync(ObjectName.Configuration, LargestConfiguration, cancellationToken)),
        Record = null,
        Catalogue = [],
    };

    /// <summary>Opens the disc in a drive, or an image, through its error correction if it has any.</summary>
    /// <exception cref="ArchivistException">It cannot be read (<see cref="Failure.MediumFailed"/>) or has no repository (<see cref="Failure.RepositoryMissing"/>).</exception>
    public static async Task<FoundDisc> OpenAsync(string path, CancellationToken cancellationToken) =>
        await OpenAsync(await ProtectedImage.OpenAsync(path, cancellationToken), cancellationToken);

    /// <summary>
    /// Takes a disc or an image over, which is closed with it. One without a repository is <see cref="Failure.RepositoryMissing"/>; records that
    /// are damaged are left out, for they are only a help.
    /// </summary>
    public static async Task<FoundDisc> OpenAsync(DiscImage image, CancellationToken cancellationToken)
    {
        try
        {
            var store = DiscStore.FindOn(image);
            var configuration = await store.ReadAllAsync(ObjectName.Configuration, LargestConfiguration, cancellationToken);
            var own = image.Find(DiscRecordFile.PathOnDisc) is { Kind: DiscEntryKind.File } file ? await TryReadAsync(image, file, cancellationToken) : null;
            var known = new Dictionary<Guid, CataloguedDisc>();
            var folder = image.Find(DiscRecordFile.FolderOnDisc);
            foreach (var entry in (folder is { Kind: DiscEntryKind.Folder } ? folder.Children : []).Where(entry => entry.Kind is DiscEntryKind.File).Take(MostRecords))
            {
                if (entry.Path.EndsWith(".json", StringComparison.Ordinal) && await TryReadAsync(image, entry, cancellationToken) is { } record)
                    known.TryAdd(record.Id, record);
            }

            if (own is not null)
                known[own.Id] = own;
            return new FoundDisc(image, store) { Repository = Digest.Of(configuration), Record = own, Catalogue = DiscCatalogue.Sort(known.Values) };
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _image?.Dispose();

    private static async Task<CataloguedDisc?> TryReadAsync(DiscImage image, DiscEntry file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = image.OpenFile(file);
            return await DiscRecordFile.ReadAsync(stream, $"{image.Location}:/{file.Path}", cancellationToken);
        }
        catch (Exception cause) when (cause is ArchivistException or IOException)
        {
            return null;
        }
    }
}
