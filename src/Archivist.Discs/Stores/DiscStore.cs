using System.Runtime.CompilerServices;
using Archivist.Correction.Par2;
using Archivist.Discs.Problems;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Stores;

/// <summary>A repository on a disc, which is only read. The image stays open with its owner.</summary>
public sealed class DiscStore(DiscImage image, string folder = "repository") : IObjectSource
{
    private readonly DiscEntry _root = image.Find(folder) is { Kind: DiscEntryKind.Folder } root
        ? root
        : throw new ArchivistException(new DiscFolderMissing(image.Location, folder));

    /// <summary>Finds the repository on an image: the directory is called as the disc's template said, and known by what lies in it.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.RepositoryMissing"/>: the image holds none (<see cref="DiscWithoutRepository"/>).</exception>
    public static DiscStore FindOn(DiscImage image) =>
        image.Root.Children.FirstOrDefault(entry => entry.Child("config") is not null && entry.Child("keys") is not null) is { } found
            ? new DiscStore(image, found.Path)
            : throw new ArchivistException(new DiscWithoutRepository(image.Location));

    /// <inheritdoc/>
    public string Location { get; } = folder.Length == 0 ? image.Location : $"{image.Location}:/{folder}";

    /// <summary>One request at a time, because a drive has one head.</summary>
    public StoreTraits Traits { get; } = new(MaxConcurrency: 1, IsReadOnly: true, IsLocal: true);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = Find(name) ?? throw new ObjectMissingException(name, Location);
        return Task.FromResult(image.OpenPart(file, range.Offset, range.CountIn(file.Length, name, Location)));
    }

    /// <inheritdoc/>
    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
        Task.FromResult(Find(name)?.Length);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        var start = kind is ObjectKind.Configuration ? _root : _root.Child(RepositoryLayout.Folder(kind));
        if (start is null)
            yield break;
        var prefix = _root.Path.Length == 0 ? 0 : _root.Path.Length + 1;
        foreach (var entry in kind is ObjectKind.Configuration ? _root.Children : start.All())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.Kind is DiscEntryKind.File
                && RepositoryLayout.TryParsePath(entry.Path.AsSpan(prefix), out var name)
                && name.Kind == kind)
            {
                yield return new StoredObject(name, entry.Length);
            }
        }
    }

    /// <summary>Reads a small file that lies beside the objects of the repository; null when it is not on this disc.</summary>
    /// <param name="path">Relative to the repository, with slashes.</param>
    /// <param name="limit">The most bytes that it may have; a longer one is taken for missing.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<byte[]?> ReadFileAsync(string path, int limit, CancellationToken cancellationToken)
    {
        if (Find(path) is not { Kind: DiscEntryKind.File } file || file.Length > limit)
            return null;
        var content = new byte[file.Length];
        await using var stream = image.OpenFile(file);
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    /// <summary>The content of an object; null when it is not on this disc.</summary>
    internal IReplayableContent? FindContent(ObjectName name) => Find(name) is { } file ? new DiscFileContent(image, file) : null;

    /// <summary>The PAR2 files that lie beside the repository's configuration.</summary>
    internal IReadOnlyList<Par2Input> FindRecoveryFiles() =>
        [.. _root.Children.Where(entry => entry.Kind is DiscEntryKind.File && entry.Path.EndsWith(".par2", StringComparison.Ordinal)).Select(entry => new Par2Input(entry.Path, new DiscFileContent(image, entry)))];

    private DiscEntry? Find(ObjectName name) => Find(RepositoryLayout.PathOf(name)) is { Kind: DiscEntryKind.File } file ? file : null;

    private DiscEntry? Find(string path)
    {
        var entry = _root;
        foreach (var part in path.Split('/'))
        {
            if (entry.Child(part) is not { } child)
                return null;
            entry = child;
        }

        return entry;
    }
}
