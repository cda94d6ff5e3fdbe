using System.Text.Json.Serialization;
using Archivist.Platform.Problems;

namespace Archivist.Recovery.Protocol;

/// <summary>
/// An event that the booted environment sends to the host, one JSON object per line. The private constructor closes the set.
/// Every event carries the machine's uptime, so that its pace does not depend on when the host reads.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Booted), "booted")]
[JsonDerivedType(typeof(ReplicaAnswered), "replica-answered")]
[JsonDerivedType(typeof(ReplicaFailed), "replica-failed")]
[JsonDerivedType(typeof(PassedOver), "passed-over")]
[JsonDerivedType(typeof(LatestDoubted), "latest-doubted")]
[JsonDerivedType(typeof(KeyOpened), "key-opened")]
[JsonDerivedType(typeof(KeyRefused), "key-refused")]
[JsonDerivedType(typeof(Unlocked), "unlocked")]
[JsonDerivedType(typeof(SnapshotChosen), "snapshot-chosen")]
[JsonDerivedType(typeof(TargetReady), "target-ready")]
[JsonDerivedType(typeof(FirstFile), "first-file")]
[JsonDerivedType(typeof(Progress), "progress")]
[JsonDerivedType(typeof(Restored), "restored")]
[JsonDerivedType(typeof(DifferenceFound), "difference-found")]
[JsonDerivedType(typeof(Verdict), "verdict")]
public abstract record DrillEvent
{
    private DrillEvent() { }

    /// <summary>Seconds since the machine's kernel started.</summary>
    public required double Uptime { get; init; }

    /// <summary>The recovery program runs and has read its order.</summary>
    /// <param name="Program">Its version.</param>
    /// <param name="Medium">The device it was booted from.</param>
    public sealed record Booted(string Program, string Medium) : DrillEvent;

    /// <summary>A replica was reached and is a repository.</summary>
    public sealed record ReplicaAnswered(string Replica) : DrillEvent;

    /// <summary>A replica could not be used; the recovery continues without it.</summary>
    public sealed record ReplicaFailed(string Replica, string Reason) : DrillEvent;

    /// <summary>A snapshot or an index is damaged in every copy; the recovery continues without it.</summary>
    public sealed record PassedOver(string Reason) : DrillEvent;

    /// <summary>The newest snapshot by date may not be the last one that was taken.</summary>
    public sealed record LatestDoubted(string Reason) : DrillEvent;

    /// <summary>Something other than a password of the repository opened it.</summary>
    /// <param name="Key">What it was.</param>
    /// <param name="Name">The file of the key, or the two words with which the shares begin; null for a passphrase.</param>
    public sealed record KeyOpened(RecoveryKey Key, string? Name = null) : DrillEvent
    {
        /// <summary>The kind of an identity that opened, in one word: x25519 or hybrid; null for a passphrase or shares.</summary>
        public string? Kind { get; init; }
    }

    /// <summary>A key was found or given, and opens nothing.</summary>
    /// <param name="Key">What it was.</param>
    /// <param name="Name">As in <see cref="KeyOpened"/>.</param>
    /// <param name="Reason">Why it opens nothing.</param>
    public sealed record KeyRefused(RecoveryKey Key, string? Name = null, string Reason = "") : DrillEvent;

    /// <summary>The repository is open.</summary>
    /// <param name="Snapshots">How many snapshots the disc and the replicas have together.</param>
    public sealed record Unlocked(int Snapshots) : DrillEvent;

    /// <summary>The snapshot that is restored.</summary>
    public sealed record SnapshotChosen(string Snapshot, DateTimeOffset TakenAt) : DrillEvent;

    /// <summary>The target device holds a mounted file system.</summary>
    public sealed record TargetReady(string Device) : DrillEvent;

    /// <summary>The first file is back.</summary>
    public sealed record FirstFile : DrillEvent;

    /// <summary>The progress of the restore; sent every few seconds, so that silence means trouble.</summary>
    public sealed record Progress(long Files, long Bytes) : DrillEvent;

    /// <summary>Everything is back and on stable storage.</summary>
    /// <param name="Files">Restored entries of every type.</param>
    /// <param name="Bytes">Their content.</param>
    /// <param name="BytesFromDisc">Read from the disc as stored: sealed and compressed.</param>
    /// <param name="BytesFromNetwork">Read from replicas, likewise.</param>
    public sealed record Restored(long Files, long Bytes, long BytesFromDisc, long BytesFromNetwork) : DrillEvent;

    /// <summary>A restored entry differs from the snapshot. Only the first few are sent.</summary>
    public sealed record DifferenceFound(string Path, string What) : DrillEvent;

    /// <summary>The end. Nothing follows but the machine switching itself off.</summary>
    /// <param name="Failure"><see cref="Failure.None"/> means that everything compared equal.</param>
    /// <param name="Message">The sentence for people.</param>
    /// <param name="Differences">How many restored entries differ.</param>
    public sealed record Verdict(Failure Failure, string Message, long Differences) : DrillEvent
    {
        /// <summary>What to do next.</summary>
        public string? Hint { get; init; }

        /// <summary>Files whose every byte was compared with the snapshot.</summary>
        public long FilesCompared { get; init; }
    }
}
