using System.Runtime.CompilerServices;
using System.Text.Json;
using Archivist.Evidence;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;

namespace Archivist.Operations.Archives;

/// <summary>The ledger of one disk, as its settings say.</summary>
internal sealed class ArchiveLedger(ArchivistSettings settings, TimeProvider clock)
{
    private LedgerFolder? _ledger;

    /// <summary>True for <c>init</c> alone: anything else that finds no ledger has lost it.</summary>
    internal bool MayBegin { get; init; }

    internal string Folder => settings.Ledger.Folder;

    /// <summary>The ledger for work on copies, which goes on without one where none was ever begun: that is a warning. Other verbs report a lost ledger.</summary>
    internal static ArchiveLedger? FindBegun(OperationContext context, ArchivistSettings settings)
    {
        if (LedgerFolder.IsBegun(settings.Ledger.Folder, settings.Ledger.Key))
            return new ArchiveLedger(settings, context.Clock);
        context.WarnOnce(new LedgerNotBegun(settings.Ledger.Folder));
        return null;
    }

    internal async Task<LedgerFolder> OpenAsync(CancellationToken cancellationToken)
    {
        if (_ledger is not null)
            return _ledger;
        if (!MayBegin && !LedgerFolder.IsBegun(settings.Ledger.Folder, settings.Ledger.Key))
            throw new ArchivistException(new LedgerNotBegun(settings.Ledger.Folder));
        return _ledger = await LedgerFolder.OpenAsync(
            settings.Ledger.Folder, $"archivist/{settings.Archive.Name}", settings.Ledger.Key, clock, cancellationToken);
    }

    internal async Task<LedgerHead> AppendAsync(LedgerEntry entry, CancellationToken cancellationToken) =>
        await (await OpenAsync(cancellationToken)).AppendAsync(entry, cancellationToken);

    /// <summary>Appends an entry unless exactly this one, with its time, is there.</summary>
    internal async Task AppendOnceAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        var wanted = entry.ToBytes();
        var head = await (await OpenAsync(cancellationToken)).ReadHeadAsync(cancellationToken);
        await foreach (var bytes in LedgerFolder.ReadEntriesAsync(settings.Ledger.Folder, head.Size, cancellationToken))
        {
            if (bytes.Span.SequenceEqual(wanted))
                return;
        }

        await AppendAsync(entry, cancellationToken);
    }

    /// <summary>The newest entry of a kind that fulfils a condition, which is asked from the newest on; null when there is none.</summary>
    internal async Task<TEntry?> FindLastAsync<TEntry>(Func<TEntry, bool> condition, CancellationToken cancellationToken)
        where TEntry : LedgerEntry
    {
        var head = await (await OpenAsync(cancellationToken)).ReadHeadAsync(cancellationToken);
        return await FindLastAsync(head.Size, condition, cancellationToken);
    }

    /// <summary>All entries of a kind, in their order.</summary>
    internal async Task<IReadOnlyList<TEntry>> ListAsync<TEntry>(CancellationToken cancellationToken)
        where TEntry : LedgerEntry
    {
        var head = await (await OpenAsync(cancellationToken)).ReadHeadAsync(cancellationToken);
        var found = new List<TEntry>();
        await foreach (var bytes in LedgerFolder.ReadEntriesAsync(settings.Ledger.Folder, head.Size, cancellationToken))
        {
            if (Parse(bytes) is TEntry entry)
                found.Add(entry);
        }

        return found;
    }

    /// <summary>The newest entry of a kind, as <see cref="TryReadAsync"/> would find it; null when there is none.</summary>
    internal async Task<TEntry?> TryFindLastAsync<TEntry>(CancellationToken cancellationToken)
        where TEntry : LedgerEntry
    {
        try
        {
            return await LedgerFolder.FindSizeAsync(settings.Ledger.Folder, cancellationToken) is { } size ? await FindLastAsync<TEntry>(size, _ => true, cancellationToken) : null;
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<TEntry?> FindLastAsync<TEntry>(long size, Func<TEntry, bool> condition, CancellationToken cancellationToken)
        where TEntry : LedgerEntry
    {
        await foreach (var bytes in LedgerFolder.ReadNewestFirstAsync(settings.Ledger.Folder, size, cancellationToken))
        {
            if (Parse(bytes) is TEntry entry && condition(entry))
                return entry;
        }

        return null;
    }

    /// <summary>Every snapshot in the order in which it was noted, as <see cref="TryReadAsync"/> reads them.</summary>
    internal async Task<IReadOnlyList<(SnapshotId Id, GoTime NotedAt)>> ListSnapshotsAsync(CancellationToken cancellationToken)
    {
        var found = new List<(SnapshotId, GoTime)>();
        await foreach (var entry in TryReadAsync(cancellationToken))
        {
            if (entry is LedgerEntry.SnapshotTaken taken && Digest.TryParse(taken.Snapshot, null, out var id))
                found.Add((new SnapshotId(id), GoTime.From(taken.Time)));
        }

        return found;
    }

    /// <summary>
    /// Every entry, for who only asks in which order things came: nothing is written, no key is needed, and a ledger that cannot be read says no more from
    /// there on. What adds to it, and <c>ledger verify</c>, report that.
    /// </summary>
    internal async IAsyncEnumerable<LedgerEntry> TryReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (_, entry) in TryReadNumberedAsync(cancellationToken))
            yield return entry;
    }

    /// <summary>The same with the number of each entry, from 0.</summary>
    internal async IAsyncEnumerable<(long Number, LedgerEntry Entry)> TryReadNumberedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (entries)
        {
            for (var number = 0L; ; number++)
            {
                try
                {
                    if (!await entries.MoveNextAsync())
                        yield break;
                }
                catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
                {
                    yield break;
                }

                if (entries.Current is { } entry)
                    yield return (number, entry);
            }
        }
    }

    private async IAsyncEnumerable<LedgerEntry?> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await LedgerFolder.FindSizeAsync(settings.Ledger.Folder, cancellationToken) is not { } size)
            yield break;
        await foreach (var bytes in LedgerFolder.ReadEntriesAsync(settings.Ledger.Folder, size, cancellationToken))
            yield return Parse(bytes);
    }

    private LedgerEntry? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return LedgerEntry.Parse(bytes.Span);
        }
        catch (JsonException cause)
        {
            throw new ArchivistException(new LedgerEntryUnreadable(settings.Ledger.Folder), cause);
        }
    }
}
