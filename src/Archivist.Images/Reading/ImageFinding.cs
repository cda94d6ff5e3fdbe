using Archivist.Images.Model;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Images.Reading;

/// <summary>One thing that is wrong with an image. The private constructor closes the set.</summary>
public abstract record ImageFinding
{
    private ImageFinding()
    {
    }

    /// <summary>What it is about: a structure, a file, a range.</summary>
    public required string Thing { get; init; }

    /// <summary>Where: the byte in the image.</summary>
    public required long Offset { get; init; }

    /// <summary>Why it is wrong, to be read after the thing.</summary>
    public required string Cause { get; init; }

    /// <summary>Where, in blocks of 2048 bytes.</summary>
    public long Block => Offset / Sector.Size;

    /// <summary>The finding as one sentence for people.</summary>
    public string Sentence => $"{Thing} at block {Block} (byte {Offset}): {Cause}";

    /// <summary>The image ends before its own end.</summary>
    public sealed record Truncated : ImageFinding;

    /// <summary>The medium does not give these bytes.</summary>
    public sealed record Unreadable : ImageFinding
    {
        /// <summary>How many bytes.</summary>
        public required long Length { get; init; }
    }

    /// <summary>A structure of one of the file systems, of the partition table or of the boot catalog is wrong.</summary>
    public sealed record DamagedStructure : ImageFinding;

    /// <summary>The bytes before a checksum tag are not those that were written.</summary>
    public sealed record ChecksumMismatch : ImageFinding;

    /// <summary>ISO 9660 and UDF do not say the same about a name.</summary>
    public sealed record TreesDiffer : ImageFinding;

    /// <summary>An object of the repository is not what its name says.</summary>
    public sealed record DamagedObject : ImageFinding
    {
        /// <summary>The object.</summary>
        public required ObjectName Name { get; init; }

        /// <summary>The SHA-256 of the bytes that are there.</summary>
        public required Digest Actual { get; init; }
    }

    /// <summary>The whole image is not the one that was expected.</summary>
    public sealed record WrongImage : ImageFinding
    {
        /// <summary>The SHA-256 of what is there.</summary>
        public required Digest Actual { get; init; }
    }
}
