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
    private readonly Action<Problem> _tell;
    private readonly CancellationTokenRegistration _telling;

    private ReadingLock(RepositoryLock? held, string place, Action<Problem> tell)
    {
        _held = held;
        _place = place;
        _tell = tell;
        _telling = held?.Lost.Register(() => tell(new ReadingLockLost(place))) ?? default;
    }

    /// <summary>False where the store takes no locks.</summary>
    public bool IsHeld => _held is not null;

    /// <summary>Takes a lock. A conflicting live lock is waited for as long as <paramref name="wait"/>, then it is <see cref="Failure.RepositoryLocked"/>.</summary>
    /// <param name="repository">What will be read.</param>
    /// <param name="exclusive">Take an exclusive lock instead: to a check, objects that are being written look like damage.</param>
    /// <param name="who">Who reads.</param>
    /// <param name="wait">How long to wait for others to finish; zero tries once.</param>
    /// <param name="tell">Receives notices for the operator: problems of kind <see cref="Failure.None"/>.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<ReadingLock> AcquireAsync(
        OpenRepository repository, bool exclusive, Operator who, TimeSpan wait, Action<Problem> tell, TimeProvider clock, CancellationToken cancellationToken)
    {
        var place = repository.Store.Location;
        if (repository.Store.Traits.IsReadOnly)
            return new ReadingLock(null, place, tell);
        try
        {
            var request = new LockRequest { IsForReading = true, IsExclusive = exclusive, Who = who, Wait = wait, Waiting = tell };
            return new ReadingLock(await RepositoryLock.AcquireAsync(repository, request, clock, cancellationToken), place, tell);
        }
        catch (ArchivistException locked) when (locked.Failure is Failure.RepositoryLocked)
        {
            throw;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArchivistException)
        {
            if (!IsReadOnly(cause))
                tell(new ReadingWithoutLock(place, Cause.Of(cause)));
            return new ReadingLock(null, place, tell);
        }
    }

    /// <summary>Removes the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        await _telling.DisposeAsync();
        if (_held is null)
            return;
        try
        {
            await _held.DisposeAsync();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArchivistException)
        {
            _tell(new ReadingLockLeftBehind(_place, Cause.Of(cause)));
        }
    }

    private static bool IsReadOnly(Exception cause) =>
        cause is UnauthorizedAccessException || cause.HResult is ReadOnlyOnUnix or WriteProtectedOnWindows
        || (cause.InnerException is { } inner && IsReadOnly(inner));
}
