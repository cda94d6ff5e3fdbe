using System.Runtime.InteropServices;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Locks;

/// <summary>
/// A lock as restic keeps it (restic design, "Locks"): a file that says who works here, replaced by a fresh one every five
/// minutes. Disposing removes it.
/// </summary>
/// <remarks>
/// A lock is lost when another process removed its file, or when it could not be refreshed for so long that others may soon take
/// it for abandoned; time is measured by the monotonic clock and by the wall clock, and the longer one counts, so a machine
/// that was suspended notices. Work that runs under the lock then stops (<see cref="RunAsync{T}"/>), and
/// <see cref="ConfirmAsync"/> is asked before each step that removes something.
/// Other machines' locks that only the clock calls old are watched before they are removed; see <see cref="RepositoryLocks"/>.
/// </remarks>
public sealed class RepositoryLock : IAsyncDisposable
{
    /// <summary>How often a holder replaces its file; restic's figure.</summary>
    internal static readonly TimeSpan RefreshEvery = TimeSpan.FromMinutes(5);

    /// <summary>How long a suspected lock is watched: a living holder would have replaced its file twice.</summary>
    internal static readonly TimeSpan WatchFor = 2 * RefreshEvery;

    /// <summary>Time without a refresh after which the lock counts as lost: well before others may remove it.</summary>
    internal static readonly TimeSpan LostAfter = RepositoryLocks.StaleAfter - 1.5 * RefreshEvery;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly OpenRepository _repository;
    private readonly LockRequest _request;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly SemaphoreSlim _gate = new(1);
    // restic asks whether a lock's process lives by sending it SIGHUP, which would end this one.
    private readonly PosixSignalRegistration? _hangUp = OperatingSystem.IsWindows()
        ? null
        : PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
    private ObjectName _name;
    private DateTimeOffset _refreshedAt;
    private long _refreshedTicks;
    private Task _refreshing = Task.CompletedTask;

    private RepositoryLock(OpenRepository repository, LockRequest request, TimeProvider clock)
    {
        _repository = repository;
        _request = request;
        _clock = clock;
    }

    /// <summary>Where its repository is.</summary>
    internal string Location => _repository.Store.Location;

    /// <summary>Cancelled when the lock is lost.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Locks the repository without waiting; a conflicting lock is <see cref="Failure.RepositoryLocked"/>.</summary>
    public static Task<RepositoryLock> AcquireAsync(
        OpenRepository repository, bool exclusive, Operator who, TimeProvider clock, CancellationToken cancellationToken) =>
        AcquireAsync(repository, new LockRequest { IsExclusive = exclusive, Who = who }, clock, cancellationToken);

    /// <summary>
    /// Locks the repository. Locks of processes of this machine that are gone are removed on the way; those of other machines
    /// that look abandoned are watched for ten minutes and then removed. A conflicting live lock is waited for as long as the
    /// request says, and then is <see cref="Failure.RepositoryLocked"/>.
    /// </summary>
    public static async Task<RepositoryLock> AcquireAsync(
        OpenRepository repository, LockRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        await new LockQueue(repository, request, clock).PassAsync(cancellationToken);
        var held = new RepositoryLock(repository, request, clock);
        HeldLocks.Add(held);
        try
        {
            await held.WriteAsync(cancellationToken);
            // Two may have passed the first look at the same time; the second look sees the other's file.
            if (await LockQueue.FindConflictAsync(repository, request, clock, held._name, cancellationToken) is { } conflict)
                throw LockQueue.Refusal(repository, conflict, request);
        }
        catch
        {
            held._hangUp?.Dispose();
            if (held._name != default)
                await repository.Store.RemoveAsync(held._name, CancellationToken.None);
            HeldLocks.Forget(held);
            throw;
        }

        held._refreshing = held.RefreshAsync();
        return held;
    }

    /// <summary>Runs work under the lock; when the lock is lost, the work is cancelled and <see cref="Failure.RepositoryLocked"/> is thrown.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Lost);
        try
        {
            return await work(both.Token);
        }
        catch (OperationCanceledException) when (Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw LostFailure();
        }
    }

    /// <summary>Makes sure that the lock is still held, by looking; otherwise <see cref="Failure.RepositoryLocked"/>.</summary>
    public async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!Lost.IsCancellationRequested && await _repository.Store.FindLengthAsync(_name, cancellationToken) is null)
                await _lost.CancelAsync();
        }
        finally
        {
            _gate.Release();
        }

        if (Lost.IsCancellationRequested)
            throw LostFailure();
    }

    /// <summary>Stops refreshing and removes the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _refreshing;
        _stop.Dispose();
        _lost.Dispose();
        _gate.Dispose();
        try
        {
            await _repository.Store.RemoveAsync(_name, CancellationToken.None);
        }
        finally
        {
            HeldLocks.Forget(this);
            _hangUp?.Dispose();
        }
    }

    /// <summary>Removes the file because the process ends, even while work is still going on.</summary>
    internal async Task AbandonAsync()
    {
        if (_name != default)
            await _repository.Store.RemoveAsync(_name, CancellationToken.None);
    }

    private ArchivistException LostFailure() =>
        new(new LockLost(_repository.Store.Location));

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var who = _request.Who;
        var document = new LockDocument(
            GoTime.From(_clock.GetLocalNow()).ToString(), _request.IsExclusive, who.Hostname, who.Username,
            Environment.ProcessId, who.UserId, who.GroupId);
        var (now, ticks) = (_clock.GetUtcNow(), _clock.GetTimestamp());
        _name = await _repository.WriteFileAsync(
            ObjectKind.Lock, document.Write(), cancellationToken);
        (_refreshedAt, _refreshedTicks) = (now, ticks);
    }

    /// <summary>How long ago the last refresh was; a clock that went backwards does not make it shorter than it was.</summary>
    private TimeSpan SinceRefresh()
    {
        var monotonic = _clock.GetElapsedTime(_refreshedTicks);
        var wall = _clock.GetUtcNow() - _refreshedAt;
        return wall > monotonic ? wall : monotonic;
    }

    private async Task RefreshAsync()
    {
        try
        {
            while (!Lost.IsCancellationRequested)
            {
                await Task.Delay(LookEvery, _clock, _stop.Token);
                if (SinceRefresh() >= RefreshEvery)
                    await ReplaceAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    /// <summary>
    /// The new file is written before the old one goes. A missing file was removed by a process that took us for dead and may
    /// be deleting already: writing a new one would only hide that.
    /// </summary>
    private async Task ReplaceAsync()
    {
        await _gate.WaitAsync(_stop.Token);
        try
        {
            var old = _name;
            if (await _repository.Store.FindLengthAsync(old, _stop.Token) is null)
            {
                await _lost.CancelAsync();
                return;
            }

            await WriteAsync(_stop.Token);
            await _repository.Store.RemoveAsync(old, _stop.Token);
        }
        catch (Exception cause) when (cause is IOException or ArchivistException or UnauthorizedAccessException)
        {
            // The store may answer again a minute later; until then the old file still speaks for us.
            if (SinceRefresh() >= LostAfter)
                await _lost.CancelAsync();
        }
        finally
        {
            _gate.Release();
        }
    }
}
