using System.Diagnostics;
using System.Text.Json;
using Archivist.Repository.Files;
using Archivist.Repository.Locks;

namespace Archivist.Repository;

/// <summary>The locks that lie in a repository, and which of them may go (restic design, "Locks").</summary>
/// <remarks>
/// A lock's time was written by its holder's clock and is compared with ours. Either may have jumped, and a lock that is
/// removed while its holder works loses data: prune deletes packs that a snapshot under way has just written or counts on.
/// So a lock counts as abandoned without further proof only when its process was on this machine and is gone; a process of
/// this machine that runs is never abandoned, whatever the clock says. For locks of other machines the clock only raises the
/// suspicion (<see cref="LockAge.OldByClock"/>); <see cref="RepositoryLock"/> confirms it by watching the file, whose name
/// changes with every refresh, for two intervals of a clock that cannot jump. Only the operator's own <c>unlock</c> takes
/// the clock's word alone, and names what it removes.
/// </remarks>
public static class RepositoryLocks
{
    /// <summary>A lock that was not refreshed for so long is suspected to be abandoned; restic's figure.</summary>
    internal static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(30);

    /// <summary>All locks, by id. One that cannot be read is <see cref="Failure.Tampering"/>.</summary>
    public static async Task<IReadOnlyList<FoundLock>> ListAsync(
        OpenRepository repository, Operator who, TimeProvider clock, CancellationToken cancellationToken)
    {
        var locks = new List<FoundLock>();
        foreach (var (name, _) in await repository.Store.ListSortedAsync(ObjectKind.Lock, cancellationToken))
        {
            if (await TryReadAsync(repository, name, cancellationToken) is { } document)
                locks.Add(new FoundLock(
                    name, document.Exclusive, document.Hostname ?? "", document.Username ?? "", document.ProcessId, document.Time,
                    AgeOf(document, who, clock)));
        }

        return locks;
    }

    /// <summary>What <c>unlock</c> would remove: locks that are not live, or all of them, also unreadable ones.</summary>
    public static async Task<IReadOnlyList<(ObjectName Name, FoundLock? Lock)>> PlanRemovalAsync(
        OpenRepository repository, bool all, Operator who, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!all)
            return [.. (await ListAsync(repository, who, clock, cancellationToken))
                .Where(item => item.Age is not LockAge.Live).Select(item => (item.Name, (FoundLock?)item))];
        var names = await repository.Store.ListSortedAsync(ObjectKind.Lock, cancellationToken);
        return [.. names.Select(item => (item.Name, (FoundLock?)null))];
    }

    private static async Task<LockDocument?> TryReadAsync(OpenRepository repository, ObjectName name, CancellationToken cancellationToken)
    {
        try
        {
            var json = await repository.ReadFileAsync(name, cancellationToken);
            return LockDocument.Read(json.Span);
        }
        catch (ObjectMissingException)
        {
            // Its owner has just finished, or has refreshed it under a new name, which is a lock of its own.
            return null;
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Tampering)
        {
            throw new ArchivistException(Failure.Tampering, cause.Message, cause)
            {
                Hint = "When nobody works on this repository, run 'archivist unlock --remove-all'.",
            };
        }
        catch (Exception cause) when (cause is JsonException or FormatException)
        {
            throw FileEnvelope.Malformed(name, cause.Message, cause);
        }
    }

    private static LockAge AgeOf(LockDocument other, Operator who, TimeProvider clock)
    {
        if (other.Hostname == who.Hostname)
            return IsRunning(other.ProcessId) ? LockAge.Live : LockAge.ProcessGone;
        return GoTime.TryParse(other.Time, out var time) && clock.GetUtcNow() - time.ToDateTimeOffset() <= StaleAfter
            ? LockAge.Live
            : LockAge.OldByClock;
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
        catch (System.ComponentModel.Win32Exception)
        {
            // It exists, but is not ours to look at.
            return true;
        }
    }
}
