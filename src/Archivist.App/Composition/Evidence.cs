using System.Text.Json;
using Archivist.App.Configuration;
using Archivist.Platform;
using Archivist.Reports.Ledger;
using Archivist.Repository;

namespace Archivist.App.Composition;

/// <summary>The ledger of one disk, as its settings say.</summary>
internal sealed class Evidence(ArchivistSettings settings, TimeProvider clock)
{
    private LedgerFolder? _ledger;

    /// <summary>True for <c>init</c> alone: anything else that finds no ledger has lost it.</summary>
    internal bool MayBegin { get; init; }

    internal string Folder => settings.Ledger.Folder;

    internal async Task<LedgerFolder> OpenAsync(CancellationToken cancellationToken)
    {
        if (_ledger is not null)
            return _ledger;
        if (!MayBegin && FileLookup.Find(settings.Ledger.Key) is null && FileLookup.Find(settings.Ledger.Folder) is null)
        {
            throw new ArchivistException(Failure.Failed, $"ledger {settings.Ledger.Folder}: there is none, and no key for one")
            {
                Hint = "Mount the disk that it is on; if there never was one, 'archivist init' creates what is missing.",
            };
        }

        return _ledger = await LedgerFolder.OpenAsync(
            settings.Ledger.Folder, $"archivist/{settings.Disk.Name}", settings.Ledger.Key, clock, cancellationToken);
    }

    internal async Task<LedgerHead> AppendAsync(LedgerEntry entry, CancellationToken cancellationToken) =>
        await (await OpenAsync(cancellationToken)).AppendAsync(entry, cancellationToken);

    /// <summary>The newest entry of a kind that fulfils a condition; null when there is none.</summary>
    internal async Task<TEntry?> FindLastAsync<TEntry>(Func<TEntry, bool> condition, CancellationToken cancellationToken)
        where TEntry : LedgerEntry
    {
        var head = await (await OpenAsync(cancellationToken)).ReadHeadAsync(cancellationToken);
        TEntry? last = null;
        await foreach (var bytes in LedgerFolder.ReadEntriesAsync(settings.Ledger.Folder, head.Size, cancellationToken))
        {
            if (Parse(bytes) is TEntry entry && condition(entry))
                last = entry;
        }

        return last;
    }

    private LedgerEntry? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return LedgerEntry.Parse(bytes.Span);
        }
        catch (JsonException cause)
        {
            throw new ArchivistException(Failure.Tampering, $"ledger {settings.Ledger.Folder}: an entry cannot be read", cause)
            {
                Hint = "Run 'archivist ledger verify'.",
            };
        }
    }
}
