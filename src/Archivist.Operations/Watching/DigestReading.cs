using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Notifying.Messages;
using Archivist.Operations.Reviewing;
using Archivist.Operations.Scheduling;

namespace Archivist.Operations.Watching;

/// <summary>Gathers what a digest says.</summary>
internal static class DigestReading
{
    /// <summary>Reads what is known; contacts nothing.</summary>
    internal static async Task<DigestFacts> ReadAsync(OperationEnvironment environment, ArchiveAccess access, ArchivistSettings settings, OperationContext context, CancellationToken cancellationToken)
    {
        var status = await new StatusOperation(environment).RunAsync(new StatusRequest { Archive = access }, context.Events, cancellationToken);
        var schedules = await new ListSchedulesOperation(environment).RunAsync(new ListSchedulesRequest { Archive = access }, context.Events, cancellationToken);
        var drill = await new ArchiveLedger(settings, context.Clock).TryFindLastAsync<LedgerEntry.Drilled>(cancellationToken);
        return new DigestFacts(status.IsSafe, status.NewestSnapshot)
        {
            Copies = [.. status.Copies.Select(copy => new DigestCopy(copy.Name, copy.IsGood, copy.NewestSnapshot, copy.Coverage.LastAudit))],
            Discs = [.. status.Discs.Select(disc => new DigestAge(disc.Set, disc.VerifiedAt))],
            Drill = drill is null ? null : new DigestAge(drill.Verdict, drill.Time),
            Keys = [.. status.SharedKeys.Select(key => new DigestAge($"{key.Set}, {key.Good} of {key.Tests.Count} shares", key.Tests.Contains(null) ? null : key.Tests.Min()))],
            Schedules = [.. schedules.Schedules.Where(schedule => schedule.IsOn).Select(schedule => new DigestAge(schedule.Name, schedule.LastSuccess))],
            Needs = [.. status.Needs.Select(need => context.Describe(need).Sentence)],
        };
    }
}
