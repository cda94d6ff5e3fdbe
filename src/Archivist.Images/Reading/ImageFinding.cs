using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Images.Reading;

/// <summary>One defect of an image. The private constructor closes the set.</summary>
public abstract record ImageFinding
{
    private ImageFinding()
    {
    }

    /// <summary>The object concerned: a structure, a file, a range.</summary>
    public required string Thing { get; init; }

    /// <summary>Where: the byte in the image.</summary>
    public required long Offset { get; init; }

    /// <summary>Where, in blocks of 2048 bytes.</summary>
    public long Block => Offset / Sector.Size;

    /// <summary>What is wrong.</summary>
    public abstract Problem Problem { get; }

    /// <summary>The image ends before its own end.</summary>
    public sealed record Truncated : ImageFinding
    {
        /// <summary>How many bytes are missing.</summary>
        public required long Missing { get; init; }

        /// <inheritdoc/>
        public override Problem Problem => new ImageTruncated(Offset, Missing);
    }

    /// <summary>The medium does not give these bytes.</summary>
    public sealed record Unreadable : ImageFinding
    {
        /// <summary>How many bytes.</summary>
        public required long Length { get; init; }

        /// <summary>Why.</summary>
        public required Cause Cause { get; init; }

        /// <inheritdoc/>
        public override Problem Problem => new ImageBytesUnreadable(Offset, Length, Cause);
    }

    /// <summary>A structure of one of the file systems, of the partition table or of the boot catalog is wrong.</summary>
    public sealed record DamagedStructure : ImageFinding
    {
        /// <summary>What is wrong with it.</summary>
        public required Cause Cause { get; init; }

        /// <inheritdoc/>
        public override Problem Problem => new ImageStructureDamaged(Thing, Offset, Cause);
    }

    /// <summary>The bytes before a checksum tag are not those that were written.</summary>
    public sealed record ChecksumMismatch : ImageFinding
    {
        /// <summary>How many blocks before it it covers.</summary>
        public required long Blocks { get; init; }

        /// <inheritdoc/>
        public override Problem Problem => new ImageChecksumWrong(Thing, Offset, Blocks);
    }

    /// <summary>ISO 9660 and UDF do not say the same about a name.</summary>
    public sealed record TreesDiffer : ImageFinding
    {
        /// <summary>How.</summary>
        public required TreeDifference Difference { get; init; }

        /// <inheritdoc/>
        public override Problem Problem => new ImageTreesDiffer(Thing, Offset, Difference);
    }

    /// <summary>An object of the repository is not what its name says.</summary>
    public sealed record DamagedObject : ImageFinding
    {
        /// <summary>The object.</summary>
        public required ObjectName Name { get; init; }

        /// <summary>The SHA-256 of the bytes that are there.</summary>
        public required Digest Actual { get; init; }

        /// <inheritdoc/>
        public override Problem Problem => new ImageObjectDamaged(Thing, Offset, Actual);
    }

    /// <summary>The whole image is not the one that was expected.</summary>
    public sealed record WrongImage : ImageFinding
    {
        /// <summary>The SHA-256 of what should be there.</summary>
        public required Digest Expected { get; init; }

        /// <summary>The SHA-256 of what is there.</summary>
        public required Digest Actual { get; init; }

        /// <inheritdoc/>
        public override Problem Problem => new ImageHashWrong(Expected, Actual);
    }
}
