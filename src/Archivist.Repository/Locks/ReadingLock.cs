using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;

namespace Archivist.Repository.Locks;

/// <summary>
/// The shared lock of a reader: while it is held, neither tool's prune removes packs. A store that cannot be
/// written to is read without one.
/// </summary>
/// <remarks>
/// A reader does no harm, so a lock that cannot be written, kept or removed is reported and never ends the work: at worst an object
/// is missing, which is reported as a failure of its own. For the same reason a lock that looks abandoned is ignored and left in place.
/// </remarks>
public sealed class ReadingLock : IAsyncDisposable
{
    private const int ReadOnlyOnUnix = 30, WriteProtectedOnWindows = unchecked((int)0x80070013);

    private readonly RepositoryLock? _held;
    private readonly string _place;
    private readonly Action<Problem> _notify;
    private readonly CancellationTokenRegistration _lostNotice;

    private ReadingLock(RepositoryLock? held, string place, Action<Problem> notify)
    {
        _held = held;
        _place = place;
        _notify = notify;
        _lostNotice = held?.Lost.Register(() => notify(new ReadingLockLost(place))) ?? default;
    }

    /// <summary>False where the store takes no locks.</summary>
    public bool IsHeld => _held is not null;

    /// <summary>Takes a lock. A conflicting live lock is waited for as long as <paramref name="wait"/>, then it is <see cref="Failure.RepositoryLocked"/>.</summary>
    /// <param name="repository">What will be read.</param>
    /// <param name="exclusive">Take an exclusive lock instead: to a check, objects that are being written look like damage.</param>
    /// <param name="who">Who reads.</param>
    /// <param name="wait">How long to wait for others to finish; zero tries once.</param>
    /// <param name="notify">Receives notices for the operator: problems of kind <see cref="Failure.None"/>.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<ReadingLock> AcquireAsync(
        OpenRepository repository, bool exclusive, Operator who, TimeSpan wait, Action<Problem> notify, TimeProvider clock, CancellationToken cancellationToken)
    {
        var place = repository.Store.Location;
        if (repository.Store.Traits.IsReadOnly)
            return new ReadingLock(null, place, notify);
        try
        {
            var request = new LockRequest { IsForReading = true, IsExclusive = exclusive, Who = who, Wait = wait, Waiting = notify };
            return new ReadingLock(await RepositoryLock.AcquireAsync(repository, request, clock, cancellationToken), place, notify);
        }
        catch (ArchivistException locked) when (locked.Failure is Failure.RepositoryLocked)
        {
            throw;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArchivistException)
        {
            if (!IsReadOnly(cause))
                notify(new ReadingWithoutLock(place, Cause.Of(cause)));
            return new ReadingLock(null, place, notify);
        }
    }

    /// <summary>Removes the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lostNotice.DisposeAsync();
        if (_held is null)
            return;
        try
        {
            await _held.DisposeAsync();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArchivistException)
        {
            _notify(new ReadingLockLeftBehind(_place, Cause.Of(cause)));
        }
    }

    private static bool IsReadOnly(Exception cause) =>
        cause is UnauthorizedAccessException || cause.HResult is ReadOnlyOnUnix or WriteProtectedOnWindows
        || (cause.InnerException is { } inner && IsReadOnly(inner));
}
