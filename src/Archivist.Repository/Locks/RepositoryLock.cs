using System.Diagnostics;
using System.Text.Json;
using Archivist.Repository.Files;

namespace Archivist.Repository;

/// <summary>
/// A lock as restic keeps it (restic design, "Locks"): a file that says who works here, refreshed every five minutes, stale after
/// thirty or when its process on this machine is gone. Disposing removes it.
/// </summary>
public sealed class RepositoryLock : IAsyncDisposable
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(30);

    private readonly OpenRepository _repository;
    private readonly Operator _who;
    private readonly TimeProvider _clock;
    private readonly bool _exclusive;
    private readonly CancellationTokenSource _stop = new();
    private ObjectName _name;
    private Task _refreshing = Task.CompletedTask;

    private RepositoryLock(OpenRepository repository, bool exclusive, Operator who, TimeProvider clock)
    {
        _repository = repository;
        _exclusive = exclusive;
        _who = who;
        _clock = clock;
    }

    /// <summary>
    /// Locks the repository, removing stale locks on the way. A conflicting live lock is <see cref="Failure.RepositoryLocked"/>.
    /// </summary>
    public static async Task<RepositoryLock> AcquireAsync(
        OpenRepository repository, bool exclusive, Operator who, TimeProvider clock, CancellationToken cancellationToken)
    {
        var held = new RepositoryLock(repository, exclusive, who, clock);
        await held.RefuseConflictsAsync(cancellationToken);
        held._name = await held.WriteAsync(cancellationToken);
        try
        {
            // Two may have passed the first look at the same time; the second look sees the other's file.
            await held.RefuseConflictsAsync(cancellationToken);
        }
        catch
        {
            await repository.Store.RemoveAsync(held._name, CancellationToken.None);
            throw;
        }

        held._refreshing = held.RefreshAsync();
        return held;
    }

    /// <summary>Stops refreshing and removes the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _refreshing;
        _stop.Dispose();
        await _repository.Store.RemoveAsync(_name, CancellationToken.None);
    }

    private Task<ObjectName> WriteAsync(CancellationToken cancellationToken)
    {
        var document = new LockDocument(
            GoTime.From(_clock.GetLocalNow()).ToString(), _exclusive, _who.Hostname, _who.Username,
            Environment.ProcessId, _who.UserId, _who.GroupId);
        return _repository.WriteFileAsync(
            ObjectKind.Lock, JsonSerializer.SerializeToUtf8Bytes(document, RepositoryJson.Default.LockDocument), cancellationToken);
    }

    private async Task RefuseConflictsAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, _) in await _repository.Store.ListSortedAsync(ObjectKind.Lock, cancellationToken))
        {
            if (name == _name || await TryReadAsync(name, cancellationToken) is not { } other)
                continue;
            if (IsStale(other))
            {
                await _repository.Store.RemoveAsync(name, cancellationToken);
                continue;
            }

            if (_exclusive || other.Exclusive)
                throw new ArchivistException(
                    Failure.RepositoryLocked,
                    $"{_repository.Store.Location}: locked by process {other.ProcessId} of {other.Username} on {other.Hostname} since {other.Time}")
                {
                    Hint = "Wait until it has finished and try again.",
                };
        }
    }

    private async Task<LockDocument?> TryReadAsync(ObjectName name, CancellationToken cancellationToken)
    {
        try
        {
            var json = await _repository.ReadFileAsync(name, cancellationToken);
            return JsonSerializer.Deserialize(json.Span, RepositoryJson.Default.LockDocument);
        }
        catch (ObjectMissingException)
        {
            // Its owner has just finished.
            return null;
        }
        catch (JsonException cause)
        {
            throw FileEnvelope.Malformed(name, cause.Message, cause);
        }
    }

    private bool IsStale(LockDocument other)
    {
        if (!GoTime.TryParse(other.Time, out var time) || _clock.GetUtcNow() - time.ToDateTimeOffset() > StaleAfter)
            return true;
        return other.Hostname == _who.Hostname && !IsRunning(other.ProcessId);
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private async Task RefreshAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(RefreshEvery, _clock, _stop.Token);
                var old = _name;
                _name = await WriteAsync(_stop.Token);
                await _repository.Store.RemoveAsync(old, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
