using System.Text.Json.Serialization;

namespace Archivist.Evidence;

/// <summary>
/// An entry of the ledger: one completed operation (docs/formats/ledger.md). Anyone who holds a disc can read it: no secrets, no file names, no paths.
/// The private constructor closes the set.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SnapshotTaken), "snapshot-taken")]
[JsonDerivedType(typeof(Replicated), "replicated")]
[JsonDerivedType(typeof(AuditBegun), "audit-begun")]
[JsonDerivedType(typeof(ReplicaAudited), "replica-audited")]
[JsonDerivedType(typeof(ReplicaRepaired), "replica-repaired")]
[JsonDerivedType(typeof(ReplicaRestriped), "replica-restriped")]
[JsonDerivedType(typeof(ReplicaPruned), "replica-pruned")]
[JsonDerivedType(typeof(ReplicaAdded), "replica-added")]
[JsonDerivedType(typeof(ReplicaRetired), "replica-retired")]
[JsonDerivedType(typeof(DiscBuilt), "disc-built")]
[JsonDerivedType(typeof(DiscBurned), "disc-burned")]
[JsonDerivedType(typeof(BurnFailed), "burn-failed")]
[JsonDerivedType(typeof(DiscSetPlanned), "disc-set-planned")]
[JsonDerivedType(typeof(DiscMoved), "disc-moved")]
[JsonDerivedType(typeof(DiscRead), "disc-read")]
[JsonDerivedType(typeof(Drilled), "drilled")]
[JsonDerivedType(typeof(ReportWritten), "report-written")]
[JsonDerivedType(typeof(SnapshotsForgotten), "snapshots-forgotten")]
[JsonDerivedType(typeof(SnapshotRewritten), "snapshot-rewritten")]
[JsonDerivedType(typeof(SnapshotCopied), "snapshot-copied")]
[JsonDerivedType(typeof(PathShared), "path-shared")]
[JsonDerivedType(typeof(Pruned), "pruned")]
[JsonDerivedType(typeof(PacksNoted), "packs-noted")]
[JsonDerivedType(typeof(RepositoryCreated), "repository-created")]
[JsonDerivedType(typeof(IndexRepaired), "index-repaired")]
[JsonDerivedType(typeof(PacksSalvaged), "packs-salvaged")]
[JsonDerivedType(typeof(KeyAdded), "key-added")]
[JsonDerivedType(typeof(KeyRemoved), "key-removed")]
[JsonDerivedType(typeof(RecipientAdded), "recipient-added")]
[JsonDerivedType(typeof(RecipientRemoved), "recipient-removed")]
[JsonDerivedType(typeof(RecipientTested), "recipient-tested")]
[JsonDerivedType(typeof(KeyringRewrapped), "keyring-rewrapped")]
[JsonDerivedType(typeof(SharesMade), "shares-made")]
[JsonDerivedType(typeof(ShareTested), "share-tested")]
[JsonDerivedType(typeof(SheetPrinted), "sheet-printed")]
[JsonDerivedType(typeof(SheetRead), "sheet-read")]
[JsonDerivedType(typeof(CodesPrinted), "codes-printed")]
[JsonDerivedType(typeof(CodeUsed), "code-used")]
public abstract record LedgerEntry
{
    private LedgerEntry(DateTimeOffset time) => Time = time.ToUniversalTime();

    /// <summary>When it was finished, in UTC.</summary>
    [JsonPropertyOrder(-1)]
    public DateTimeOffset Time { get; }

    /// <summary>The entry as the ledger has it, in JSON.</summary>
    public byte[] ToBytes() => LedgerJson.ToBytes(this);

    /// <summary>Reads one entry back; a kind that a later version added is null.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is not an entry.</exception>
    public static LedgerEntry? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return System.Text.Json.JsonSerializer.Deserialize(json, LedgerJson.Default.LedgerEntry);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A snapshot is in the local repository.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Snapshot">Its full id.</param>
    /// <param name="Files">Files in it.</param>
    /// <param name="Bytes">Bytes in them.</param>
    /// <param name="Unreadable">Things that could not be read.</param>
    public sealed record SnapshotTaken(DateTimeOffset Time, string Snapshot, long Files, long Bytes, long Unreadable) : LedgerEntry(Time);

    /// <summary>Snapshots were removed from the local repository.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Snapshots">Their full ids; at most <see cref="MostSnapshots"/>.</param>
    public sealed record SnapshotsForgotten(DateTimeOffset Time, IReadOnlyList<string> Snapshots) : LedgerEntry(Time)
    {
        /// <summary>What one entry has room for.</summary>
        public const int MostSnapshots = 500;
    }

    /// <summary>A snapshot was written from an older one of the local repository, with other tags or without what was lost.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Snapshot">Its full id.</param>
    /// <param name="Original">The full id of the older one.</param>
    public sealed record SnapshotRewritten(DateTimeOffset Time, string Snapshot, string Original) : LedgerEntry(Time);

    /// <summary>A snapshot was copied into the local repository from another one.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Snapshot">Its full id.</param>
    /// <param name="Original">Its full id in the other repository.</param>
    public sealed record SnapshotCopied(DateTimeOffset Time, string Snapshot, string Original) : LedgerEntry(Time);

    /// <summary>A path of a snapshot was shared in a repository of its own. Which path and where is not said.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Snapshot">The full id of the snapshot in the archive.</param>
    /// <param name="Configuration">SHA-256 of the configuration file of the repository that was created.</param>
    /// <param name="Recipients">The fingerprints of those who can open it.</param>
    /// <param name="Passphrase">A passphrase opens it too.</param>
    public sealed record PathShared(DateTimeOffset Time, string Snapshot, string Configuration, IReadOnlyList<string> Recipients, bool Passphrase) : LedgerEntry(Time);

    /// <summary>Content that no snapshot needs was removed from the local repository.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="PacksRemoved">Packs that are gone, with those of which the rest was rewritten.</param>
    /// <param name="PacksRepacked">Those of them of which the rest was rewritten.</param>
    /// <param name="BytesFreed">How much smaller the repository became.</param>
    public sealed record Pruned(DateTimeOffset Time, long PacksRemoved, long PacksRepacked, long BytesFreed) : LedgerEntry(Time);

    /// <summary>What packs the local repository must hold from now on.</summary>
    /// <param name="Time">When it was noted.</param>
    /// <param name="Packs">The number of packs.</param>
    /// <param name="Sha256">Of their ids, 32 bytes each, in ascending order.</param>
    public sealed record PacksNoted(DateTimeOffset Time, long Packs, string Sha256) : LedgerEntry(Time);

    /// <summary>The local repository was created.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Configuration">SHA-256 of its configuration file, which every copy of it has too.</param>
    public sealed record RepositoryCreated(DateTimeOffset Time, string Configuration) : LedgerEntry(Time);

    /// <summary>The indexes of the local repository were rebuilt from its packs. From then on it must hold the packs that were there.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="PacksIndexed">Packs whose entries were added or corrected.</param>
    /// <param name="PacksMissing">Packs that indexes named and that were not there.</param>
    /// <param name="PacksUnreadable">Packs without a readable header.</param>
    public sealed record IndexRepaired(DateTimeOffset Time, long PacksIndexed, long PacksMissing, long PacksUnreadable) : LedgerEntry(Time);

    /// <summary>Damaged packs of the local repository were removed, and what was whole in them was written to new ones.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Packs">Their full ids.</param>
    public sealed record PacksSalvaged(DateTimeOffset Time, IReadOnlyList<string> Packs) : LedgerEntry(Time)
    {
        /// <summary>What one entry has room for.</summary>
        public const int MostPacks = 500;
    }

    /// <summary>A password of the local repository was added.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Key">The id of its key.</param>
    public sealed record KeyAdded(DateTimeOffset Time, string Key) : LedgerEntry(Time);

    /// <summary>A password of the local repository was removed.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Key">The id of its key.</param>
    public sealed record KeyRemoved(DateTimeOffset Time, string Key) : LedgerEntry(Time);

    /// <summary>A recipient or the passphrase was added to the keyring.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Kind">One word: passphrase, x25519 or hybrid.</param>
    /// <param name="Recipient">Its fingerprint: 16 hexadecimal digits; null for the passphrase.</param>
    public sealed record RecipientAdded(DateTimeOffset Time, string Kind, string? Recipient) : LedgerEntry(Time);

    /// <summary>A recipient or the passphrase was removed from the keyring.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Kind">One word: passphrase, x25519 or hybrid.</param>
    /// <param name="Recipient">Its fingerprint; null for the passphrase.</param>
    public sealed record RecipientRemoved(DateTimeOffset Time, string Kind, string? Recipient) : LedgerEntry(Time);

    /// <summary>A key of the keyring opened the repository in a test.</summary>
    /// <param name="Time">When it was tested.</param>
    /// <param name="Kind">One word: passphrase, x25519 or hybrid.</param>
    /// <param name="Recipient">The fingerprint of its recipient; null for the passphrase.</param>
    public sealed record RecipientTested(DateTimeOffset Time, string Kind, string? Recipient) : LedgerEntry(Time);

    /// <summary>The files of the keyring were written again with a new password.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Key">The id of the key that the new password opens.</param>
    /// <param name="Recipients">For how many recipients.</param>
    /// <param name="PassphraseDropped">The file of the passphrase, which held the old password, was removed.</param>
    public sealed record KeyringRewrapped(DateTimeOffset Time, string Key, int Recipients, bool PassphraseDropped) : LedgerEntry(Time);

    /// <summary>The password of a key was split into shares on paper.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Set">The two words with which all of its shares begin.</param>
    /// <param name="Key">The id of the key.</param>
    /// <param name="GroupThreshold">How many groups are needed.</param>
    /// <param name="Groups">Each group: <c>3 of 5</c>.</param>
    /// <param name="Shares">The fingerprint of each share, group by group: 16 hexadecimal digits.</param>
    public sealed record SharesMade(DateTimeOffset Time, string Set, string Key, int GroupThreshold, IReadOnlyList<string> Groups, IReadOnlyList<string> Shares) : LedgerEntry(Time);

    /// <summary>A share was read back from its paper and is the one that was made.</summary>
    /// <param name="Time">When it was read.</param>
    /// <param name="Set">The two words with which it begins.</param>
    /// <param name="Share">Its fingerprint.</param>
    public sealed record ShareTested(DateTimeOffset Time, string Set, string Share) : LedgerEntry(Time);

    /// <summary>A sheet without a secret, about a key that was shared, was printed.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Set">The two words with which the shares begin.</param>
    /// <param name="Sheet">Its fingerprint: 16 hexadecimal digits.</param>
    public sealed record SheetPrinted(DateTimeOffset Time, string Set, string Sheet) : LedgerEntry(Time);

    /// <summary>A sheet without a secret was read back from its paper and is the one that was printed.</summary>
    /// <param name="Time">When it was read.</param>
    /// <param name="Set">The two words with which the shares begin.</param>
    /// <param name="Sheet">Its fingerprint.</param>
    public sealed record SheetRead(DateTimeOffset Time, string Set, string Sheet) : LedgerEntry(Time);

    /// <summary>A page of one-time codes was made; the one before is void.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Page">Its fingerprint: 16 hexadecimal digits.</param>
    /// <param name="Codes">How many codes it has.</param>
    public sealed record CodesPrinted(DateTimeOffset Time, string Page, int Codes) : LedgerEntry(Time);

    /// <summary>A one-time code was good, and is used up.</summary>
    /// <param name="Time">When it was used.</param>
    /// <param name="Page">The fingerprint of its page.</param>
    /// <param name="Number">Which code of the page, from 1; those before it are void too.</param>
    public sealed record CodeUsed(DateTimeOffset Time, string Page, int Number) : LedgerEntry(Time);

    /// <summary>A replica holds everything up to a snapshot.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Replica">Its name.</param>
    /// <param name="Snapshot">The newest snapshot on it.</param>
    /// <param name="ObjectsCopied">Objects that were missing from it.</param>
    /// <param name="BytesCopied">Bytes in them.</param>
    public sealed record Replicated(DateTimeOffset Time, string Replica, string Snapshot, long ObjectsCopied, long BytesCopied)
        : LedgerEntry(Time);

    /// <summary>An audit is about to begin. The nonce of its samples is drawn after the checkpoint over this entry is signed.</summary>
    /// <param name="Time">When it was committed.</param>
    /// <param name="Replicas">The replicas that are audited.</param>
    public sealed record AuditBegun(DateTimeOffset Time, IReadOnlyList<string> Replicas) : LedgerEntry(Time);

    /// <summary>A replica was audited by reading it.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Replica">Its name.</param>
    /// <param name="Checkpoint">The size of the tree whose root went into the seed.</param>
    /// <param name="Nonce">64 hexadecimal digits: the seed is the SHA-256 of root, nonce and name of the replica.</param>
    /// <param name="Objects">Objects that were listed.</param>
    /// <param name="Bytes">Bytes in them.</param>
    /// <param name="Ranges">Random ranges that were read.</param>
    /// <param name="ObjectsRead">Objects that were read whole.</param>
    /// <param name="BytesRead">Bytes that were read.</param>
    /// <param name="Findings">Objects that are not good.</param>
    /// <param name="NeedRepair">Those of them that the replica cannot give back.</param>
    public sealed record ReplicaAudited(
        DateTimeOffset Time, string Replica, long Checkpoint, string Nonce, long Objects, long Bytes, int Ranges, long ObjectsRead, long BytesRead, long Findings, long NeedRepair)
        : LedgerEntry(Time);

    /// <summary>Objects of a replica were replaced from other copies, and read back.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Replica">Its name; empty for the local repository.</param>
    /// <param name="Repaired">Objects that are good again.</param>
    /// <param name="Bytes">Bytes in them.</param>
    /// <param name="Lost">Objects for which no good copy was found.</param>
    public sealed record ReplicaRepaired(DateTimeOffset Time, string Replica, long Repaired, long Bytes, long Lost) : LedgerEntry(Time);

    /// <summary>Recovery data of a striped replica was written again, after shares were lost or packs or recovery data were damaged.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Replica">Its name.</param>
    /// <param name="DataShares">Shares that hold packs now.</param>
    /// <param name="RecoveryShares">Shares that hold recovery data now: as many may be lost.</param>
    /// <param name="SharesGivenUp">Shares that the replica does without from now on.</param>
    /// <param name="PacksComputed">Packs that were computed from the others and recovery data.</param>
    /// <param name="Groups">Groups of packs whose recovery data was written.</param>
    public sealed record ReplicaRestriped(
        DateTimeOffset Time, string Replica, int DataShares, int RecoveryShares, int SharesGivenUp, long PacksComputed, long Groups) : LedgerEntry(Time);

    /// <summary>Objects that the repository no longer has were removed from a replica.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Replica">Its name.</param>
    /// <param name="Objects">Objects that were removed.</param>
    /// <param name="Bytes">Bytes in them.</param>
    public sealed record ReplicaPruned(DateTimeOffset Time, string Replica, long Objects, long Bytes) : LedgerEntry(Time);

    /// <summary>A replica was filled, audited and added to the settings.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Replica">Its name.</param>
    /// <param name="Adopted">A copy of the repository was there before.</param>
    public sealed record ReplicaAdded(DateTimeOffset Time, string Replica, bool Adopted) : LedgerEntry(Time);

    /// <summary>A replica was taken out of the settings. What it held stays at its place.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Replica">Its name.</param>
    public sealed record ReplicaRetired(DateTimeOffset Time, string Replica) : LedgerEntry(Time);

    /// <summary>An image was mastered.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Sha256">Of the image without its error correction.</param>
    /// <param name="Bytes">Its length without.</param>
    /// <param name="Volume">Its volume label.</param>
    /// <param name="Snapshot">The newest snapshot on it.</param>
    /// <param name="ObjectsVerified">Objects whose names were checked against the image; 0 when it was not read back.</param>
    /// <param name="WholeSha256">Of the whole image; null in entries that were written before this was recorded.</param>
    /// <param name="WholeBytes">Its whole length; null as well.</param>
    public sealed record DiscBuilt(
        DateTimeOffset Time, string Sha256, long Bytes, string Volume, string Snapshot, long ObjectsVerified, string? WholeSha256 = null, long? WholeBytes = null) : LedgerEntry(Time);

    /// <summary>An image was written to a medium, and every byte was read back from it.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Sha256">Of the image without its error correction.</param>
    /// <param name="Bytes">Its whole length.</param>
    /// <param name="Volume">Its volume label; empty when it has none.</param>
    /// <param name="Medium">What it was written to: <c>DVD+R</c>, <c>USB disk</c>, <c>image file</c>.</param>
    /// <param name="SecondsToWrite">How long writing took.</param>
    /// <param name="SecondsToRead">How long reading back took.</param>
    /// <param name="WholeSha256">Of the whole image, and of what was read back; null in entries that were written before this was recorded.</param>
    public sealed record DiscBurned(
        DateTimeOffset Time, string Sha256, long Bytes, string Volume, string Medium, double SecondsToWrite, double SecondsToRead, string? WholeSha256 = null) : LedgerEntry(Time);

    /// <summary>A medium was begun and is not good.</summary>
    /// <param name="Time">When it was given up.</param>
    /// <param name="Sha256">Of the image.</param>
    /// <param name="Volume">Its volume label; empty when it has none.</param>
    /// <param name="Medium">What it was written to.</param>
    /// <param name="IsSpoiled">Whether the medium is lost.</param>
    /// <param name="Stage">Where it ended: <c>write</c>, <c>read-back</c>, or <c>stopped</c> by the operator.</param>
    public sealed record BurnFailed(DateTimeOffset Time, string Sha256, string Volume, string Medium, bool IsSpoiled, string Stage) : LedgerEntry(Time);
    /// <summary>A set of discs was planned.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Set">Its id.</param>
    /// <param name="Name">Its name for display.</param>
    /// <param name="Kind">One word: full or delta.</param>
    /// <param name="Base">The id of the set that a delta adds to; null for a full set.</param>
    /// <param name="Discs">The ids of its discs, in their order.</param>
    /// <param name="Snapshot">The newest snapshot on it.</param>
    public sealed record DiscSetPlanned(
        DateTimeOffset Time, string Set, string Name, string Kind, string? Base, IReadOnlyList<string> Discs, string Snapshot) : LedgerEntry(Time);

    /// <summary>A disc was moved or handed over. Its location and holder are in the catalogue only, because anyone can read the ledger.</summary>
    /// <param name="Time">When it was recorded.</param>
    /// <param name="Disc">The id of the disc.</param>
    /// <param name="Record">The SHA-256 of its record in the catalogue afterwards.</param>
    public sealed record DiscMoved(DateTimeOffset Time, string Disc, string Record) : LedgerEntry(Time);

    /// <summary>A whole disc was read to check its health.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Disc">The id of the disc.</param>
    /// <param name="Drive">Make of the drive, or <c>image file</c>.</param>
    /// <param name="Outcome">One word: good, corrected or damaged.</param>
    /// <param name="BadSectors">Sectors that were unreadable or wrong.</param>
    /// <param name="LostSectors">Those of them that error correction does not give back.</param>
    /// <param name="Margin">The share of the error correction that is left in the worst place, 0 to 1; null without error correction.</param>
    public sealed record DiscRead(DateTimeOffset Time, string Disc, string Drive, string Outcome, long BadSectors, long LostSectors, double? Margin) : LedgerEntry(Time);

    /// <summary>A drill was run.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Sha256">Of the image that was booted.</param>
    /// <param name="Snapshot">The snapshot that was restored.</param>
    /// <param name="Firmware">What the machine started with: bios, uefi or secure-boot.</param>
    /// <param name="Verdict">One word for how it ended: passed or failed.</param>
    /// <param name="SecondsToBoot">From power-on to the recovery program; null when it was not reached.</param>
    /// <param name="SecondsToRestored">From power-on to the last file; null when it was not reached.</param>
    /// <param name="BytesFromDisc">Read from the disc.</param>
    /// <param name="BytesFromNet">Read from a replica.</param>
    /// <param name="FilesCompared">Files compared with the snapshot.</param>
    /// <param name="Differences">Differences found.</param>
    /// <param name="Faults">Faults that were made on purpose.</param>
    /// <param name="Unlock">The key that was to open the disc, in one word: password, passphrase, stick or shares; null in entries of older versions, whose drills had the password.</param>
    /// <param name="KeyKind">The kind of the identity that opened it: x25519 or hybrid; null for any other key, and when none opened.</param>
    /// <param name="Keys">The fingerprints of its recipients or shares; null or empty for a password or passphrase.</param>
    /// <param name="Opened">Whether that key opened the disc; null in entries of older versions.</param>
    public sealed record Drilled(
        DateTimeOffset Time,
        string Sha256,
        string Snapshot,
        string Firmware,
        string Verdict,
        double? SecondsToBoot,
        double? SecondsToRestored,
        long BytesFromDisc,
        long BytesFromNet,
        long FilesCompared,
        long Differences,
        IReadOnlyList<string> Faults,
        string? Unlock = null,
        string? KeyKind = null,
        IReadOnlyList<string>? Keys = null,
        bool? Opened = null) : LedgerEntry(Time);

    /// <summary>A report was written.</summary>
    /// <param name="Time">When it was finished.</param>
    /// <param name="Schedule">The schedule whose run it describes.</param>
    /// <param name="ExitCode">How that run ended.</param>
    /// <param name="Sha256">Of the report in JSON.</param>
    public sealed record ReportWritten(DateTimeOffset Time, string Schedule, int ExitCode, string Sha256) : LedgerEntry(Time);
}
