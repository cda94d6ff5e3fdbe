namespace Archivist.Operations.Events;

/// <summary>What the machine of a drill reports on its way. The private constructor closes the set. Immutable.</summary>
public abstract record MachineReport
{
    private MachineReport()
    {
    }

    /// <summary>The recovery program runs.</summary>
    public sealed record Running : MachineReport;

    /// <summary>A replica answers.</summary>
    public sealed record ReplicaAnswers : MachineReport;

    /// <summary>A replica does not answer; why, in the words of the machine.</summary>
    public sealed record ReplicaSilent(string Reason) : MachineReport;

    /// <summary>The repository is unlocked.</summary>
    /// <param name="Snapshots">How many snapshots it has.</param>
    public sealed record Unlocked(int Snapshots) : MachineReport;

    /// <summary>The first file is back.</summary>
    public sealed record FirstFile : MachineReport;

    /// <summary>Everything is restored; bytes as they are stored.</summary>
    public sealed record Restored(long Entries, long BytesFromDisc, long BytesFromNetwork) : MachineReport;

    /// <summary>The drill ended; the verdict in the words of the machine.</summary>
    public sealed record Ended(string Sentence) : MachineReport;
}
