using System.Diagnostics;
using System.Text.Json;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Locks;

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
    /// <summary>Time without a refresh after which a lock is suspected to be abandoned; restic's figure.</summary>
    internal static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(30);

    /// <summary>
    /// All locks, by id. An empty file is none: a store that does not publish whole files leaves one when an upload is cut off, and restic ignores it too.
    /// A damaged one is taken for the exclusive lock of an unknown holder, to be watched like one that looks abandoned.
    /// </summary>
    public static async Task<IReadOnlyList<FoundLock>> ListAsync(
        OpenRepository repository, Operator who, TimeProvider clock, CancellationToken cancellationToken)
    {
        var locks = new List<FoundLock>();
        foreach (var (name, length) in await repository.Store.ListSortedAsync(ObjectKind.Lock, cancellationToken))
        {
            if (length > 0 && await FindAsync(repository, name, who, clock, cancellationToken) is { } found)
                locks.Add(found);
        }

        return locks;
    }

    /// <summary>What <c>unlock</c> would remove: locks that are not live, empty ones and damaged ones, or all of them.</summary>
    public static async Task<IReadOnlyList<(ObjectName Name, FoundLock? Lock)>> PlanRemovalAsync(
        OpenRepository repository, bool all, Operator who, TimeProvider clock, CancellationToken cancellationToken)
    {
        var files = await repository.Store.ListSortedAsync(ObjectKind.Lock, cancellationToken);
        if (all)
            return [.. files.Select(item => (item.Name, (FoundLock?)null))];
        return
        [
            .. files.Where(item => item.Length == 0).Select(item => (item.Name, (FoundLock?)Damaged(item.Name))),
            .. (await ListAsync(repository, who, clock, cancellationToken)).Where(item => item.Age is not LockAge.Live).Select(item => (item.Name, (FoundLock?)item)),
        ];
    }

    private static async Task<FoundLock?> FindAsync(
        OpenRepository repository, ObjectName name, Operator who, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            var document = LockDocument.Read((await repository.ReadFileAsync(name, cancellationToken)).Span);
            return new FoundLock(
                name, document.Exclusive, document.Hostname ?? "", document.Username ?? "", document.ProcessId, document.Time, AgeOf(document, who, clock));
        }
        catch (ObjectMissingException)
        {
            // Its owner has just finished, or has refreshed it under a new name, which is a lock of its own.
            return null;
        }
        catch (Exception cause) when (cause is ArchivistException { Failure: Failure.Tampering } or JsonException or FormatException)
        {
            return Damaged(name);
        }
    }

    /// <summary>A living holder replaces its file by a whole one within minutes, so nothing is lost when this one goes.</summary>
    private static FoundLock Damaged(ObjectName name) => new(name, IsExclusive: true, "", "", 0, "", LockAge.Damaged);

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
