using Archivist.Recovery.Protocol;

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

    /// <summary>Something other than a password of the repository opened it.</summary>
    /// <param name="Key">What it was.</param>
    /// <param name="Name">The file on its medium, or the two words with which the shares begin; null for a passphrase.</param>
    public sealed record KeyOpened(RecoveryKey Key, string? Name) : MachineReport;

    /// <summary>A key opens nothing; why, in the words of the machine.</summary>
    /// <param name="Key">What it was.</param>
    /// <param name="Name">As in <see cref="KeyOpened"/>.</param>
    /// <param name="Reason">Why.</param>
    public sealed record KeyRefused(RecoveryKey Key, string? Name, string Reason) : MachineReport;

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
