using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Checking;

/// <summary>One thing that is wrong with a repository. The private constructor closes the set.</summary>
public abstract record CheckFinding
{
    private CheckFinding() { }

    /// <summary>What it is about, for people.</summary>
    public abstract string Sentence { get; }

    /// <summary>True when content that a snapshot needs is gone here; false for what costs nothing but space.</summary>
    public virtual bool LosesData => true;

    /// <summary>A file's bytes do not match its name, or it cannot be opened.</summary>
    public sealed record Damaged(ObjectName Name, string Cause) : CheckFinding
    {
        /// <inheritdoc/>
        public override string Sentence => $"{Name}: {Cause}";
    }

    /// <summary>An index names a pack that is not there.</summary>
    public sealed record PackMissing(PackId Pack) : CheckFinding
    {
        /// <inheritdoc/>
        public override string Sentence => $"pack/{Pack}: an index names it, but it is not there";
    }

    /// <summary>A pack has another length than its index says.</summary>
    public sealed record PackLength(PackId Pack, long Expected, long Actual) : CheckFinding
    {
        /// <inheritdoc/>
        public override string Sentence => $"pack/{Pack}: {Actual} bytes long, but its index accounts for {Expected}";
    }

    /// <summary>A pack that no index names: left by a killed run.</summary>
    public sealed record PackUnindexed(PackId Pack) : CheckFinding
    {
        /// <inheritdoc/>
        public override string Sentence => $"pack/{Pack}: no index names it; it only takes space";

        /// <inheritdoc/>
        public override bool LosesData => false;
    }

    /// <summary>A snapshot needs a blob that no index knows.</summary>
    public sealed record BlobMissing(BlobType Type, BlobId Blob, SnapshotId Snapshot) : CheckFinding
    {
        /// <inheritdoc/>
        public override string Sentence =>
            $"snapshot/{Snapshot}: needs {(Type is BlobType.Tree ? "tree" : "blob")} {Blob}, which no index knows";
    }

    /// <summary>An entry of a folder contradicts itself.</summary>
    public sealed record NodeWrong(BlobId Tree, FileName Name, string What, bool IsLost, SnapshotId Snapshot) : CheckFinding
    {
        /// <inheritdoc/>
        public override bool LosesData => IsLost;

        /// <inheritdoc/>
        public override string Sentence => $"snapshot/{Snapshot}: tree {Tree}, entry '{Name}': {What}";
    }

    /// <summary>A pack holds folders and data, as early versions of restic wrote them.</summary>
    public sealed record PackMixed(PackId Pack) : CheckFinding
    {
        /// <inheritdoc/>
        public override string Sentence => $"pack/{Pack}: holds data and folders mixed; 'archivist prune' sorts them apart";

        /// <inheritdoc/>
        public override bool LosesData => false;
    }

    /// <summary>Several indexes name the same pack.</summary>
    public sealed record PackIndexedTwice(PackId Pack, int Indexes) : CheckFinding
    {
        /// <inheritdoc/>
        public override string Sentence => $"pack/{Pack}: {Indexes} indexes name it; 'archivist repair index' merges them";

        /// <inheritdoc/>
        public override bool LosesData => false;
    }

    /// <summary>An index says that it replaces another one that is still there.</summary>
    public sealed record IndexObsolete(ObjectName Index, ObjectName By) : CheckFinding
    {
        /// <inheritdoc/>
        public override string Sentence => $"{Index}: obsolete, superseded by {By}; 'archivist repair index' removes it";

        /// <inheritdoc/>
        public override bool LosesData => false;
    }

    /// <summary>The same blobs lie in several places.</summary>
    public sealed record BlobsDuplicated(int Blobs, long Bytes) : CheckFinding
    {
        /// <inheritdoc/>
        public override string Sentence => $"{Blobs} blobs are duplicates of others and take {Bytes} bytes; 'archivist prune' removes them";

        /// <inheritdoc/>
        public override bool LosesData => false;
    }

    /// <summary>Blobs that no snapshot needs: left behind by removed snapshots.</summary>
    public sealed record BlobsUnneeded(int Blobs, long Bytes) : CheckFinding
    {
        /// <inheritdoc/>
        public override string Sentence => $"{Blobs} blobs of {Bytes} bytes are needed by no snapshot; 'archivist prune' removes them";

        /// <inheritdoc/>
        public override bool LosesData => false;
    }
}
