using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Discs.Building;

/// <summary>One place that may have objects of a planned disc. What cannot be opened or reached is not asked a second time.</summary>
/// <param name="name">What people call it until it is open.</param>
/// <param name="open">Opens it.</param>
internal sealed class ObjectSource(string name, Func<IObjectSource> open)
{
    private IObjectSource? _store;
    private bool _isOfRepository;

    /// <summary>What people call it.</summary>
    internal string Name => _store?.Location ?? name;

    /// <summary>Why it gives nothing; null as long as it can be asked.</summary>
    internal ArchivistException? Fault { get; private set; }

    /// <summary>Objects that were taken from it.</summary>
    internal int Taken { get; private set; }

    /// <summary>Objects of it that are not what their names say.</summary>
    internal List<ObjectName> Damaged { get; } = [];

    /// <summary>The bytes of an object, compared with its name; null when they are not to be had here.</summary>
    /// <param name="wanted">Its name.</param>
    /// <param name="digest">Its SHA-256.</param>
    /// <param name="repository">The SHA-256 of the configuration of the repository that the place must hold.</param>
    /// <param name="copy">Where a copy is put when it does not lie in a file already.</param>
    /// <param name="progress">Receives the number of bytes that came.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal async Task<IReplayableContent?> TryTakeAsync(
        ObjectName wanted, Digest digest, Digest repository, string copy, Action<int> progress, CancellationToken cancellationToken)
    {
        if (Fault is not null)
            return null;
        try
        {
            _store ??= open();
            if (!_isOfRepository && Digest.Of(await _store.ReadAllAsync(ObjectName.Configuration, 1 << 20, cancellationToken)) != repository)
                throw new ArchivistException(new ForeignRepositoryThere(Name));
            _isOfRepository = true;
            if (await _store.FindLengthAsync(wanted, cancellationToken) is null)
                return null;
            var content = _store.Find<IFileStore>() is { } files
                ? await CompareAsync(files.ContentOf(wanted), digest, progress, cancellationToken)
                : await CopyAsync(_store, wanted, digest, copy, progress, cancellationToken);
            if (content is null)
                Damaged.Add(wanted);
            else
                Taken++;
            return content;
        }
        catch (ObjectMissingException) when (_isOfRepository)
        {
            return null;
        }
        catch (ObjectMissingException cause)
        {
            Fault = new ArchivistException(new NoRepositoryThere(Name), cause);
        }
        catch (ArchivistException cause) when (cause.Failure is not Failure.NoSpace)
        {
            Fault = cause;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            // One object that cannot be read, as on a disc with a scratch: others can be.
            Damaged.Add(wanted);
        }

        return null;
    }

    private static async Task<IReplayableContent?> CompareAsync(IReplayableContent content, Digest digest, Action<int> progress, CancellationToken cancellationToken)
    {
        await using var stream = content.OpenFromStart();
        return await PassAsync(stream, null, progress, cancellationToken) == digest ? content : null;
    }

    private static async Task<IReplayableContent?> CopyAsync(
        IObjectSource store, ObjectName name, Digest digest, string path, Action<int> progress, CancellationToken cancellationToken)
    {
        DurableFile.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            await using var source = await store.OpenAsync(name, ByteRange.All, cancellationToken);
            await using var copy = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            if (await PassAsync(source, copy, progress, cancellationToken) != digest)
                return null;
        }
        catch (IOException cause) when (cause.HResult == 28)
        {
            throw new ArchivistException(new NoSpaceForCopy(path, store.Location), cause);
        }

        return new FileContent(path);
    }

    private static async Task<Digest> PassAsync(Stream source, Stream? copy, Action<int> progress, CancellationToken cancellationToken)
    {
        using var hash = Digest.Begin();
        var buffer = new byte[1 << 20];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.Append(buffer.AsSpan(0, read));
            if (copy is not null)
                await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress(read);
        }

        return hash.Finish();
    }
}
