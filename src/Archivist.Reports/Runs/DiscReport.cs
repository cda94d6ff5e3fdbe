using Archivist.Platform;
namespace Archivist.Reports.Runs;

/// <summary>The disc image of the run.</summary>
public sealed record DiscReport
{
    /// <summary>The name of the image file, without its directory.</summary>
    public required string FileName { get; init; }

    /// <summary>Its length.</summary>
    public required long Bytes { get; init; }

    /// <summary>The capacity of the medium in bytes.</summary>
    public required long Capacity { get; init; }

    /// <summary>The medium, for people: "DVD+R".</summary>
    public required string Medium { get; init; }

    /// <summary>The SHA-256 of the whole image, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The volume label.</summary>
    public required string Volume { get; init; }

    /// <summary>The firmware that it boots on.</summary>
    public required IReadOnlyList<Firmware> BootsOn { get; init; }

    /// <summary>Files in the image.</summary>
    public required long Files { get; init; }

    /// <summary>When the newest snapshot on it was taken.</summary>
    public required DateTimeOffset NewestSnapshot { get; init; }

    /// <summary>Objects of the repository on it.</summary>
    public required long Objects { get; init; }

    /// <summary>Objects that were read back from the image and match their names.</summary>
    public required long ObjectsVerified { get; init; }

    /// <summary>When the image was read back whole; null when it was not, and then it must not be called good.</summary>
    public DateTimeOffset? Verified { get; init; }
}
