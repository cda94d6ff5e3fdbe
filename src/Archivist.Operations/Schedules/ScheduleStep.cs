using Archivist.Discs.Sets;
using Archivist.Drills;
using Archivist.Platform;

namespace Archivist.Operations.Schedules;

/// <summary>One step of a schedule with its own settings. The private constructor closes the set.</summary>
internal abstract record ScheduleStep
{
    private ScheduleStep() { }

    /// <summary>The word in the file.</summary>
    internal abstract string Name { get; }

    /// <summary>Takes a snapshot of the disk's sources.</summary>
    /// <param name="Tags">Written into the snapshot.</param>
    internal sealed record Snapshot(IReadOnlyList<string> Tags) : ScheduleStep
    {
        internal override string Name => "snapshot";
    }

    /// <summary>Copies what is missing.</summary>
    /// <param name="To">Names of replicas; empty for all.</param>
    internal sealed record Replicate(IReadOnlyList<string> To) : ScheduleStep
    {
        internal override string Name => "replicate";
    }

    /// <summary>Audits replicas by reading them.</summary>
    /// <param name="Of">Names of replicas; empty for all.</param>
    /// <param name="Sweeps">Reads everything whole, not only what is due.</param>
    /// <param name="Repairs">Repairs at once what the audit finds.</param>
    internal sealed record Audit(IReadOnlyList<string> Of, bool Sweeps, bool Repairs) : ScheduleStep
    {
        internal override string Name => "audit";

        /// <summary>Not of the file: audits what was just filled, because the schedule does not say when.</summary>
        internal bool IsOfFilled { get; init; }
    }

    /// <summary>Makes a disc image.</summary>
    /// <param name="Template">A name or a path; null for what <c>[disc]</c> says.</param>
    /// <param name="Verify">Read the finished image back whole.</param>
    internal sealed record Disc(string? Template, bool Verify) : ScheduleStep
    {
        internal override string Name => "disc";

        /// <summary>Makes a set of discs rather than one.</summary>
        internal bool IsSet { get; init; }

        /// <summary>Of a set: only what the last full one and its deltas lack, where there is one.</summary>
        internal bool IsDelta { get; init; }

        /// <summary>Of a set: its media, the last one repeated; empty for the template's.</summary>
        internal IReadOnlyList<DiscMedium> Media { get; init; } = [];
    }

    /// <summary>Runs drills of the newest image.</summary>
    /// <param name="Firmware">One drill each; null for what <c>[drill]</c> says.</param>
    /// <param name="TimeLimit">Null for what <c>[drill]</c> says.</param>
    /// <param name="Replica">The replica that the machine can reach; null for the first.</param>
    internal sealed record Drill(IReadOnlyList<Firmware>? Firmware, TimeSpan? TimeLimit, string? Replica) : ScheduleStep
    {
        internal override string Name => "drill";

        /// <summary>What opens the disc; null for what <c>[drill]</c> says.</summary>
        internal DrillKeyKind? Unlock { get; init; }
    }

    /// <summary>Opens the repository with what the settings name, and judges when the keys that people hold were tested.</summary>
    /// <param name="Patience">A test that is older is due again.</param>
    internal sealed record KeyTest(TimeSpan Patience) : ScheduleStep
    {
        internal override string Name => "key-test";
    }

    /// <summary>Writes the report of this run.</summary>
    /// <param name="Formats">Never empty.</param>
    internal sealed record Report(IReadOnlyList<ReportFormat> Formats) : ScheduleStep
    {
        internal override string Name => "report";
    }
}
