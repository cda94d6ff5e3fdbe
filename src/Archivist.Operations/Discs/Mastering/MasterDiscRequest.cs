using Archivist.Discs.Sets;
using Archivist.Images.Model;

namespace Archivist.Operations.Discs.Mastering;

/// <summary>Plain files that are to become an image.</summary>
public sealed record MasterDiscRequest : OperationRequest
{
    /// <summary>Files and directories.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Sources with the path that each has on the disc; an empty path is the root.</summary>
    public IReadOnlyList<(string Path, string Source)> Grafts { get; init; } = [];

    /// <summary>A file, a device, or <c>-</c> for standard output.</summary>
    public required string Output { get; init; }

    /// <summary>Opens the stream that the image is written to; null to write to <see cref="Output"/>.</summary>
    public Func<Stream>? OpenOutput { get; init; }

    /// <summary>The volume label; null for one made of the first source's name.</summary>
    public string? Volume { get; init; }

    /// <summary>File systems and layout.</summary>
    public required DiscFormat Format { get; init; }

    /// <summary>Whether the SHA-256 is wanted.</summary>
    public bool WithDigest { get; init; }

    /// <summary>Patterns of what is left out.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Whether what cannot be read is left out.</summary>
    public bool SkipsUnreadable { get; init; }

    /// <summary>Whether sources of one name become one directory.</summary>
    public bool Merges { get; init; }

    /// <summary>The medium that it must fit on; null for any.</summary>
    public DiscMedium? Medium { get; init; }

    /// <summary>Whether a file that is there may be replaced.</summary>
    public bool MayReplace { get; init; }

    /// <summary>Whether a built-in disk may be written to.</summary>
    public bool MayBeBuiltIn { get; init; }

    /// <summary>The device again, when it is to be overwritten without asking.</summary>
    public string? Confirmed { get; init; }
}
