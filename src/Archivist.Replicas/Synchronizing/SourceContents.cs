using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>What a source holds: listed and read once, for all targets.</summary>
internal sealed class SourceContents
{
    private const long ConfigurationLimit = 1 << 20;

    private SourceContents(byte[] configuration, IReadOnlyDictionary<ObjectKind, KindBoard> boards) => (Configuration, Boards) = (configuration, boards);

    internal byte[] Configuration { get; }

    internal IReadOnlyDictionary<ObjectKind, KindBoard> Boards { get; }

    /// <summary>Reads the configuration and lists everything else.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.RepositoryMissing"/>: there is none; <see cref="Failure.MediumFailed"/>: the configuration is not read twice alike.
    /// </exception>
    internal static async Task<SourceContents> ReadAsync(IObjectSource source, int targets, CancellationToken cancellationToken)
    {
        // Directories are listed where that is called.
        await Task.Yield();
        var configuration = await ReadConfigurationAsync(source, cancellationToken);
        // Listed the other way round: a snapshot that is taken meanwhile is left for the next run, with its content.
        var boards = new Dictionary<ObjectKind, KindBoard>();
        foreach (var kind in RepositoryLayout.WriteOrder.Reverse())
        {
            var objects = new List<StoredObject>();
            await foreach (var item in source.ListAsync(kind, cancellationToken))
                objects.Add(item);
            objects.Sort(KindBoard.ByName);
            boards[kind] = new KindBoard(objects, targets);
        }

        return new SourceContents(configuration, boards);
    }

    private static async Task<byte[]> ReadConfigurationAsync(IObjectSource source, CancellationToken cancellationToken)
    {
        if (await source.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not { } announced)
            throw new ArchivistException(new RepositoryNotFound(source.Location));
        var content = await source.ReadAllAsync(ObjectName.Configuration, ConfigurationLimit, cancellationToken);
        // Nothing else would reveal that a store read it wrong once.
        var again = await source.ReadAllAsync(ObjectName.Configuration, ConfigurationLimit, cancellationToken);
        if (!content.AsSpan().SequenceEqual(again))
            throw new ArchivistException(new ConfigurationUnstable(source.Location));
        return content.Length == announced ? content : throw new ArchivistException(new ConfigurationLengthWrong(source.Location, content.Length, announced));
    }
}
