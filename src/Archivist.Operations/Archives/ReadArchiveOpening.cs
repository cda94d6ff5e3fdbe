using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Reading;
using Archivist.Repository.Crypto;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>
/// Opens an archive for reading: the repository with the replicas of the settings as further copies, or copies that were named. The first copy that can be opened gives the
/// configuration, and all others must have the same one.
/// </summary>
internal static class ReadArchiveOpening
{
    /// <summary>The name of the repository among the copies.</summary>
    internal const string OwnRepository = "repository";

    private const long LargestConfiguration = 1 << 20;

    /// <summary>How long a copy may take to be opened before the next one is opened too; the repository itself is waited for longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3), OwnPatience = TimeSpan.FromSeconds(15);

    /// <summary>Opens the repository, with the replicas of the settings as further copies. When it cannot be opened, the replicas are read instead, with a warning.</summary>
    /// <exception cref="ArchivistException">No copy can be opened: the failure of the first; <see cref="Failure.WrongKey"/>: the password is wrong.</exception>
    internal static Task<ReadArchive> OpenForReadingAsync(this Archive archive, CancellationToken cancellationToken) => archive.OpenForReadingAsync([], cancellationToken);

    /// <summary>Opens copies that are named, in this order; the repository and its replicas when none is.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="from">Names of replicas, <see cref="OwnRepository"/>, or addresses.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArchivistException">As above; <see cref="Failure.Usage"/>: a name is neither that of a replica nor an address.</exception>
    internal static async Task<ReadArchive> OpenForReadingAsync(this Archive archive, IReadOnlyList<string> from, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = from.Count == 0 ? await archive.FindSettingsAsync(cancellationToken) : await archive.FindSettingsAsync(canDoWithout: true, cancellationToken);
        var places = from.Count == 0 ? DefaultPlaces(archive, settings) : [.. from.Distinct().Select(name => PlaceOf(archive, settings, name))];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var gate = new Lock();
        Task<ReadOnlyMemory<byte>>? password = null;
        var opening = new List<(Place Place, Task<OpenRepository> Repository)>();
        Exception? first = null;
        try
        {
            for (var next = 0; next < places.Count || opening.Count > 0;)
            {
                if (next < places.Count && (opening.Count == 0 || await IsLateAsync(context.Clock, opening, stop.Token)))
                {
                    opening.Add((places[next], OpenAsync(archive, places[next].Address, ReadPasswordAsync, stop.Token)));
                    next++;
                    continue;
                }

                await Task.WhenAny(opening.Select(one => one.Repository));
                var done = opening.Find(one => one.Repository.IsCompleted);
                opening.Remove(done);
                try
                {
                    var repository = await done.Repository;
                    // What failed before is not asked again; what is late may still come.
                    List<Place> left = [done.Place, .. opening.Select(one => one.Place), .. places.Skip(next)];
                    return await OpenWithAsync(archive, settings, repository, left, listsAll: done.Place != places[0] || from.Count > 0, cancellationToken);
                }
                catch (Exception cause) when (IsOfThisCopy(cause) && places.Count > 1)
                {
                    if (first is null)
                        context.Warn(new ReadingFromOthers(done.Place.IsOwn ? done.Place.Address : done.Place.Name, Cause.Of(cause), [.. places.Where(other => other != done.Place).Select(other => other.Name)]));
                    else
                        context.Warn(new PlaceUnreachable(done.Place.Name, Cause.Of(cause)));
                    first ??= cause;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
        }

        throw first is ArchivistException known ? new ArchivistException(known.Problem, first) : new IOException(first!.Message, first);

        // Read once, when the first copy turns out to be there.
        Task<ReadOnlyMemory<byte>> ReadPasswordAsync()
        {
            lock (gate)
                return password ??= archive.ReadPasswordAsync(settings, cancellationToken);
        }
    }

    /// <summary>Waits until the copies that are being opened are late, so that the next one is opened too; false when one of them is done.</summary>
    private static async Task<bool> IsLateAsync(TimeProvider clock, List<(Place Place, Task<OpenRepository> Repository)> opening, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(opening[^1].Place.IsOwn ? OwnPatience : Patience, clock, over.Token);
        var ended = await Task.WhenAny([pause, .. opening.Select(one => (Task)one.Repository)]);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return ended == pause;
    }

    private static async Task<OpenRepository> OpenAsync(Archive archive, string address, Func<Task<ReadOnlyMemory<byte>>> readPassword, CancellationToken cancellationToken)
    {
        // Opening a directory may take as long as a disk takes to start.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var store = archive.Context.OpenStore(address);
        var found = await SealedRepository.FindAsync(store, cancellationToken);
        return archive.Context.PassingOver(await found.UnlockAsync(store, await readPassword(), cancellationToken));
    }

    private static async Task<ReadArchive> OpenWithAsync(
        Archive archive, ArchivistSettings? settings, OpenRepository repository, IReadOnlyList<Place> places, bool listsAll, CancellationToken cancellationToken)
    {
        // A replica is not pruned while it is read: what a prune removes stays there for a time of grace.
        var reading = places[0].IsOwn ? await archive.LockForReadingAsync(repository, exclusive: false, cancellationToken) : null;
        if (places.Count == 1)
            return new ReadArchive(archive.Context, repository, reading, null);
        try
        {
            var configuration = Digest.Of(await repository.Store.ReadAllAsync(ObjectName.Configuration, LargestConfiguration, cancellationToken));
            List<ReadingCopy> copies =
            [
                new(places[0].Name, repository.Store) { PricePerGiB = places[0].Price },
                .. places.Skip(1).Select(
                    place => new ReadingCopy(place.Name, new ConfirmedCopy(place.Name, place.Address, configuration, archive.Context)) { PricePerGiB = place.Price }),
            ];
            var union = new CopyUnion(copies, settings?.Restore.Order ?? ReadingOrder.Fastest, archive.Context.Clock) { ListsAll = listsAll };
            return new ReadArchive(archive.Context, repository.From(union), reading, union);
        }
        catch
        {
            if (reading is not null)
                await reading.DisposeAsync();
            throw;
        }
    }

    /// <summary>A wrong password or request is one everywhere, and others who hold the lock are waited for by the operator.</summary>
    private static bool IsOfThisCopy(Exception cause) => cause is IOException or UnauthorizedAccessException
        || (cause is ArchivistException known && known.Failure is not (Failure.WrongKey or Failure.Usage or Failure.RepositoryLocked));

    /// <summary>The replicas of the settings are copies of their repository, and not of another one that was named.</summary>
    private static List<Place> DefaultPlaces(Archive archive, ArchivistSettings? settings) =>
    [
        new(OwnRepository, archive.AddressOf(settings), IsOwn: true),
        .. archive.NamesRepository || settings is null ? [] : settings.Replicas.Select(replica => new Place(replica.Name, replica.Url, IsOwn: false, replica.PricePerGiB)),
    ];

    private static Place PlaceOf(Archive archive, ArchivistSettings? settings, string name)
    {
        if (settings?.Replicas.FirstOrDefault(replica => replica.Name == name) is { } known)
            return new Place(known.Name, known.Url, IsOwn: false, known.PricePerGiB);
        return name == OwnRepository ? new Place(name, archive.AddressOf(settings), IsOwn: true) : new Place(name, name, IsOwn: false);
    }

    private sealed record Place(string Name, string Address, bool IsOwn, decimal? Price = null);
}
