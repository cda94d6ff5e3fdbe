using Archivist.Evidence;
using Archivist.Evidence.Witnessing;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Reviewing;

/// <summary>What a witness of the ledger cosigned last.</summary>
/// <param name="Name">The name of its key.</param>
/// <param name="Entries">The number of entries of the ledger then; null when it never cosigned.</param>
/// <param name="Time">When, by the clock of the witness; null as well.</param>
/// <param name="IsLate">The ledger has entries that it has not cosigned, and its last cosignature is older than <see cref="Patience"/> or there is none.</param>
public sealed record WitnessStatus(string Name, long? Entries, DateTimeOffset? Time, bool IsLate)
{
    /// <summary>A witness that does not answer for so long leaves too much history that only this machine has seen.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromDays(14);

    /// <summary>Looks at what is kept of all witnesses of the settings; asks none of them. What cannot be read is a warning, and none of them is late by it.</summary>
    internal static async Task<IReadOnlyList<WitnessStatus>> FindAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var found = new List<WitnessStatus>();
        if (settings.Witnesses.Count == 0 || !LedgerFolder.IsBegun(settings.Ledger.Folder, settings.Ledger.Key))
            return found;
        try
        {
            var ledger = await new ArchiveLedger(settings, context.Clock).OpenAsync(cancellationToken);
            var size = (await ledger.ReadHeadAsync(cancellationToken)).Size;
            var since = context.Clock.GetUtcNow() - Patience;
            foreach (var witness in settings.Witnesses)
            {
                var last = await CosignedCheckpoints.FindAsync(settings.Ledger.Folder, ledger.Key, witness.Key, cancellationToken);
                found.Add(new WitnessStatus(witness.Key.Name, last?.Head.Size, last?.Time, size > (last?.Head.Size ?? 0) && !(last?.Time >= since)));
            }
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            context.Warn(Failures.Of(cause, isStopped: false).Problem);
        }

        return found;
    }
}
